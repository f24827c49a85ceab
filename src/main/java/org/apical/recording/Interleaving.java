package org.apical.recording;

/**
 * The order in which channels and planes follow each other in a file: channel fastest, then plane, then time. After the
 * last plane of each volume there may be frames taken while the lens flies back, which hold no picture.
 *
 * @param channels stored per plane, 1 or more
 * @param planes of one volume that hold a picture, 1 or more
 * @param flyback further planes of each volume, 0 or more, that are not delivered
 */
public record Interleaving(int channels, int planes, int flyback) {

	/** One plane, one channel: frames simply follow each other. */
	public static final Interleaving NONE = new Interleaving(1, 1, 0);

	public Interleaving {
		if (channels < 1) throw new IllegalArgumentException("Number of channels must be 1 or more, not " + channels);
		if (planes < 1) throw new IllegalArgumentException("Number of planes must be 1 or more, not " + planes);
		if (flyback < 0) throw new IllegalArgumentException("Number of flyback frames must be 0 or more, not " + flyback);
	}

	/**
	 * What the file says, overruled by what the user says. A user's number of planes counts every stored plane, so the
	 * file's flyback frames no longer apply.
	 */
	public Interleaving with(final OpenOptions options) {
		final int c = options.channels() > 0 ? options.channels() : channels;
		return options.planes() > 0 ? new Interleaving(c, options.planes(), 0) : new Interleaving(c, planes, flyback);
	}

	/** Stored frames of one volume, flyback included. */
	public int framesPerVolume() {
		return Math.multiplyExact(channels, planes + flyback);
	}

	/** Position among the stored frames. */
	public int index(final int volume, final int plane, final int channel) {
		return volume * framesPerVolume() + plane * channels + channel;
	}

	/** How many volumes have all their picture frames among so many stored frames; the last one's flyback may be missing. */
	public int volumes(final int storedFrames) {
		return (int) (((long) storedFrames + (long) channels * flyback) / framesPerVolume());
	}

	/** Picture and flyback frames after the last whole volume. */
	public int leftOver(final int storedFrames) {
		return Math.max(0, storedFrames - volumes(storedFrames) * framesPerVolume());
	}
}

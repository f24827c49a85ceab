package org.apical.online.source;

import org.apical.recording.Interleaving;

/**
 * Which plane and channel each frame of a stream belongs to, where the stream itself does not say.
 *
 * @param interleaving how many there are of each
 * @param planesFirst whether the plane changes from frame to frame and the channel after all planes; else the channel does
 */
public record FrameOrder(Interleaving interleaving, boolean planesFirst) {

	/** What comes first in a volume. */
	private enum Fastest {
		CHANNEL, PLANE
	}

	/** From the settings {@code planes}, {@code channels}, {@code flyback} and {@code order}. */
	static FrameOrder of(final SourceSettings settings) throws SourceException {
		final Interleaving interleaving = new Interleaving(settings.integer("channels", 1, 1, 64), settings.integer("planes", 1, 1, 1024), settings
			.integer("flyback", 0, 0, 1024));
		return new FrameOrder(interleaving, settings.choice("order", Fastest.CHANNEL) == Fastest.PLANE);
	}

	/** With the numbers that a stream tells of itself. */
	public FrameOrder with(final int planes, final int channels) {
		return new FrameOrder(new Interleaving(channels, planes, interleaving.flyback()), planesFirst);
	}

	public int planes() {
		return interleaving.planes();
	}

	public int channels() {
		return interleaving.channels();
	}

	/** Frames until the same plane and channel come again, those of the flyback too. */
	public int framesPerVolume() {
		return interleaving.framesPerVolume();
	}

	/** The number of a plane's and channel's frame, of which {@link #plane} and {@link #channel} are the inverse. @param volume from 0 */
	public long number(final long volume, final int plane, final int channel) {
		final int all = planes() + interleaving.flyback();
		return planesFirst ? (volume * channels() + channel) * all + plane : (volume * all + plane) * channels() + channel;
	}

	/** The plane of a frame, from 0; from {@link #planes()} on where the lens flies back, so that there is no picture. */
	public int plane(final long number) {
		final int all = planes() + interleaving.flyback();
		return (int) ((planesFirst ? number : number / channels()) % all);
	}

	/** The channel of a frame, from 0. */
	public int channel(final long number) {
		final int all = planes() + interleaving.flyback();
		return (int) ((planesFirst ? number / all : number) % channels());
	}
}

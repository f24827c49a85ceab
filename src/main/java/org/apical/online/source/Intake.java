package org.apical.online.source;

import java.util.function.Consumer;

import org.apical.recording.PixelType;

/** What a source keeps about the frames that come in: their counts, their size, and how planes and channels follow. */
public final class Intake {

	private final Consumer<String> log;
	private final FrameTally tally;
	private final FrameOrder order;
	private volatile SourceGeometry geometry;
	private boolean seen;

	/** @param geometry null where it is not known before the first frame */
	Intake(final Consumer<String> log, final FrameOrder order, final SourceGeometry geometry) {
		this.log = log;
		this.order = order;
		this.geometry = geometry;
		tally = new FrameTally(log);
	}

	public FrameTally tally() {
		return tally;
	}

	/** What the settings say about planes and channels. */
	public FrameOrder order() {
		return order;
	}

	/** Size and make-up of the stream; null while they are neither set nor seen. */
	public SourceGeometry geometry() {
		return geometry;
	}

	/** @throws SourceException where neither the settings nor anything else has told the size of a frame */
	public SourceGeometry requireGeometry() throws SourceException {
		if (geometry == null) throw new SourceException("Frames without a header come here; set width, height and type");
		return geometry;
	}

	/** Fixes size and make-up of the stream where something other than the settings tells them. */
	public void announce(final SourceGeometry told) {
		geometry = told;
	}

	/**
	 * Fixes the stream's size and make-up by its first frame, which has to be of the size that the settings say, if they do.
	 *
	 * @return whether a frame is like that; one that is not must not be delivered
	 */
	public boolean admits(final int width, final int height, final PixelType type, final int planes, final int channels) {
		final SourceGeometry known = geometry;
		if (known != null && (known.width() != width || known.height() != height)) return false;
		if (!seen) announce(new SourceGeometry(width, height, type, planes, channels));
		seen = true;
		return true;
	}

	/** Tells the user, in one line. */
	public void tell(final String line) {
		log.accept(line);
	}
}

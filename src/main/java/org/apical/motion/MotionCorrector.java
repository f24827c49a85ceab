package org.apical.motion;

import java.io.IOException;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.Progress;

/** Corrects the motion of one plane's movie. */
public final class MotionCorrector {

	private final MotionParameters parameters;

	public MotionCorrector(final MotionParameters parameters) {
		this.parameters = parameters;
	}

	/**
	 * Estimates the motion in one channel and applies it to all.
	 *
	 * @param channels movies of one plane, taken at the same time, of equal size
	 * @param reference index of the channel that the motion is estimated in
	 * @param given template to use, or null to make it from the movie
	 * @param sink receives the corrected frames in order
	 */
	public MotionSummary correct(final List<Movie> channels, final int reference, final Template given,
		final MotionSink sink, final Progress progress) throws IOException
	{
		throw new UnsupportedOperationException("not yet, for " + parameters);
	}

	/** Shape of one frame's displacement without the last axis (dy, dx): empty for RIGID, {rows} for LINES, {block rows, block columns} for BLOCKS. */
	public int[] displacementShape(final int width, final int height) {
		return switch (parameters.model()) {
			case RIGID -> new int[0];
			case LINES -> new int[] { height };
			case BLOCKS -> new int[] { 0, 0 };
		};
	}
}

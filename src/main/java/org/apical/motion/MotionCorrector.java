package org.apical.motion;

import java.io.IOException;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;

/**
 * Corrects the motion of one plane's movie: makes a template (or takes a given one), estimates every frame's displacement
 * in the reference channel and moves all channels back by it. Memory does not grow with the length of the movie.
 */
public final class MotionCorrector {

	/** Pixels that are asked at once whether they are known; most runs are. */
	private static final int RUN = 256;

	private final MotionParameters parameters;

	public MotionCorrector(final MotionParameters parameters) {
		this.parameters = parameters;
	}

	/**
	 * Makes the template and learns what the estimator needs to know, without correcting anything.
	 *
	 * @param movie the reference channel
	 * @param given template to use, or null to make it from the movie
	 * @throws IllegalArgumentException where the given template's size is not the movie's
	 */
	public Alignment prepare(final Movie movie, final Template given, final Progress progress) throws IOException {
		if (given != null && (given.width() != movie.width() || given.height() != movie.height()))
			throw new IllegalArgumentException("The template has " + given.width() + " x " + given.height() +
				" pixels, the movie " + movie.width() + " x " + movie.height() + ": give one of the movie's size");
		return new AlignmentBuilder(movie, parameters, progress).build(given);
	}

	/**
	 * Finds out all that is needed to correct a plane, frame by frame or part by part.
	 *
	 * @param channels movies of one plane, taken at the same time, of equal size
	 * @param reference index of the channel that the motion is estimated in
	 * @param given template to use, or null to make it from the movie
	 */
	public MotionPlan plan(final List<Movie> channels, final int reference, final Template given, final Progress progress)
		throws IOException
	{
		final Movie movie = channels.get(reference);
		final ScanPhase phase = parameters.scanPhase() ? ScanPhase.estimate(movie, parameters.threads(), progress) : null;
		return new MotionPlan(parameters, reference, phase, prepare(phase == null ? movie : phase.removedFrom(movie), given, progress));
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
		final MotionPlan plan = plan(channels, reference, given, progress);
		return plan.summary(channels, plan.correct(channels, 0, channels.get(reference).frames(), sink, progress), progress);
	}

	/** Fills what was never imaged (NaN) and makes every value one that the pixel type can hold. */
	public static void finish(final float[] pixels, final float fill, final PixelType type) {
		final float filled = type.clamp(fill);
		final boolean whole = type.isInteger();
		for (int i = 0; i < pixels.length; i++) {
			final float v = pixels[i];
			// pixels moved by whole pixels are mostly whole numbers already
			if (whole ? v == (int) v : v == v) continue;
			pixels[i] = v != v ? filled : type.clamp(v);
		}
	}

	/** The same for values that the pixel type holds already. */
	static void fill(final float[] pixels, final float fill) {
		for (int from = 0; from < pixels.length; from += RUN) {
			final int to = Math.min(from + RUN, pixels.length);
			if (KnownPixels.all(pixels, from, to)) continue;
			for (int i = from; i < to; i++) if (pixels[i] != pixels[i]) pixels[i] = fill;
		}
	}

	/**
	 * Shape of one frame's displacement without the last axis (dy, dx): empty for RIGID, {rows} for LINES, {block rows, block
	 * columns} for BLOCKS.
	 */
	public int[] displacementShape(final int width, final int height) {
		return switch (parameters.model()) {
			case RIGID -> new int[0];
			case LINES -> new int[] { height };
			case BLOCKS -> BlockEstimator.shape(width, height);
		};
	}
}

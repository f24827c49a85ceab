package org.apical.motion;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;

/**
 * Corrects the motion of one plane's movie: makes a template (or takes a given one), estimates every frame's displacement
 * in the reference channel and moves all channels back by it. Memory does not grow with the length of the movie.
 */
public final class MotionCorrector {

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
		if (!parameters.scanPhase()) return correct(channels, reference, given, sink, 0, progress);
		final ScanPhase phase = ScanPhase.estimate(channels.get(reference), parameters.threads(), progress);
		return correct(channels.stream().map(phase::removedFrom).toList(), reference, given, sink, phase.mean(), progress);
	}

	private MotionSummary correct(final List<Movie> channels, final int reference, final Template given,
		final MotionSink sink, final double scanPhase, final Progress progress) throws IOException
	{
		final Movie movie = channels.get(reference);
		final Alignment alignment = prepare(movie, given, progress);
		final float fill = fill(alignment.model());
		final MotionStatistics statistics = new MotionStatistics(movie.width(), movie.height());
		final class Slot {

			final Alignment.Estimators estimators = alignment.new Estimators();
			MotionEstimator estimator;
			final float[][] raw = new float[channels.size()][movie.pixels()];
			final float[][] corrected = new float[channels.size()][movie.pixels()];
			FrameMotion motion;
		}
		FrameStream.run(0, movie.frames(), parameters.threads(), Slot::new, (t, slot) -> {
			for (int c = 0; c < channels.size(); c++) channels.get(c).read(t, slot.raw[c]);
			final float[] frame = slot.raw[reference];
			slot.estimator = slot.estimators.of(t);
			final Shift shift = slot.estimator.estimate(frame);
			final double correlation = slot.estimator.agreement(frame);
			slot.motion = new FrameMotion(t, shift, correlation, alignment.trust().isBad(frame, slot.estimator,
				parameters.maxShiftPx()));
			for (int c = 0; c < channels.size(); c++) {
				slot.estimator.correct(slot.raw[c], parameters.interpolation(), Float.NaN, slot.corrected[c]);
			}
		}, (t, slot) -> {
			statistics.add(slot.motion, slot.raw[reference], slot.corrected[reference], slot.estimator.displacement());
			sink.motion(slot.motion, slot.estimator.displacement());
			for (int c = 0; c < channels.size(); c++) {
				finish(slot.corrected[c], fill, channels.get(c).pixelType());
				sink.frame(t, c, slot.corrected[c]);
			}
			progress.update("Correcting motion", t + 1L, movie.frames());
		});
		return statistics.summary(movie, alignment, parameters, scanPhase, progress);
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

	/** Value of the pixels that were never imaged. */
	public float fill(final TemplateModel model) {
		if (!Double.isNaN(parameters.fill())) return (float) parameters.fill();
		final float[] sorted = InformativePixels.withoutNaN(model.template().pixels()).clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
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

package org.apical.motion;

import java.io.IOException;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.simulate.Displacement;
import org.apical.simulate.SimulatedMovie;

/** A whole correction kept in memory: all that came out of it. */
final class Correction extends KeptFrames {

	final MotionSummary summary;

	Correction(final MotionParameters parameters, final Template given, final int reference, final Movie... channels)
		throws IOException
	{
		summary = new MotionCorrector(parameters).correct(List.of(channels), reference, given, this, Progress.NONE);
	}

	static Correction of(final Movie movie, final MotionModel model) throws IOException {
		return new Correction(MotionParameters.DEFAULT.withModel(model).withThreads(1), null, 0, movie);
	}

	Shift shift(final int frame) {
		return motions.get(frame).shift();
	}

	/** RMS error of the frames' shifts per axis, px; where the template itself stands does not count. */
	double error(final SimulatedMovie movie) {
		double sum = 0;
		for (int axis = 0; axis < 2; axis++) {
			final double[] errors = new double[motions.size()];
			for (int t = 0; t < errors.length; t++) {
				final Displacement truth = movie.truth(t);
				errors[t] = axis == 0 ? shift(t).dy() - truth.dy() : shift(t).dx() - truth.dx();
			}
			sum += spread(errors) / 2;
		}
		return Math.sqrt(sum);
	}

	/** RMS error of the rows' displacements per axis, px; where the template's rows themselves stand does not count. */
	double rowError(final SimulatedMovie movie) {
		final int height = movie.height();
		final double[][] errors = new double[2 * height][motions.size()];
		final float[] truth = new float[2 * height];
		for (int t = 0; t < motions.size(); t++) {
			movie.movement().rows(t, truth);
			final float[] found = displacements.get(t);
			for (int i = 0; i < truth.length; i++) {
				errors[i][t] = (found != null ? found[i] : i % 2 == 0 ? shift(t).dy() : shift(t).dx()) - truth[i];
			}
		}
		double sum = 0;
		for (final double[] row : errors) sum += spread(row) / errors.length;
		return Math.sqrt(sum);
	}

	static double spread(final double[] values) {
		double mean = 0;
		for (final double v : values) mean += v / values.length;
		double sum = 0;
		for (final double v : values) sum += (v - mean) * (v - mean) / values.length;
		return sum;
	}
}

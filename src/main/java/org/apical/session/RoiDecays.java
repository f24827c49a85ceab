package org.apical.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.apical.recording.FrameRange;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.roi.WholeFrames;
import org.apical.trace.Baseline;
import org.apical.trace.BaselineParameters;
import org.apical.trace.Decay;
import org.apical.trace.Neuropil;
import org.apical.trace.NeuropilParameters;
import org.apical.trace.TraceExtractor;
import org.apical.trace.Traces;

/** Decay times of the transients of a field's ROIs. */
final class RoiDecays {

	/** Of a longer movie its middle is read, as long as the recordings that the model learned from and somewhat more. */
	private static final double MOST_SECONDS = 200;

	private RoiDecays() {}

	/**
	 * @param movie corrected
	 * @param bad frames to leave out, one flag a frame; null for none
	 * @param rois of the movie
	 * @return s, in the order of the ROIs; NaN where transients are too few or too faint, or the frame rate is not known
	 */
	static double[] read(final Movie movie, final boolean[] bad, final List<Roi> rois, final int threads, final Progress progress)
		throws IOException
	{
		final double rate = movie.sampling().rateHz();
		if (!(rate > 0) || rois.isEmpty()) return unknown(rois.size());
		final FrameRange middle = FrameRange.around(movie, movie.frames() / 2, (int) Math.ceil(MOST_SECONDS * rate));
		final boolean[] badThere = bad == null ? null : Arrays.copyOfRange(bad, middle.first(), middle.first() + middle.frames());
		final Traces traces = TraceExtractor.extract(WholeFrames.of(middle, badThere), rois, badThere, NeuropilParameters.DEFAULT, threads,
			progress);
		return of(traces.f(), traces.neuropil(), rate);
	}

	/** From fluorescence of ROIs and their surrounds. */
	static double[] of(final float[][] f, final float[][] surround, final double rateHz) {
		final float[][] dff = new float[f.length][];
		for (int i = 0; i < f.length; i++) {
			final float[] own = Neuropil.correction(f[i], surround[i], rateHz, NeuropilParameters.DEFAULT).apply(f[i], surround[i]);
			dff[i] = Baseline.dff(own, rateHz, BaselineParameters.DEFAULT).values();
		}
		return of(dff, rateHz);
	}

	/** From dF/F0. */
	static double[] of(final float[][] dff, final double rateHz) {
		return Arrays.stream(dff).mapToDouble(trace -> Decay.of(trace, rateHz)).toArray();
	}

	static double[] unknown(final int rois) {
		final double[] unknown = new double[rois];
		Arrays.fill(unknown, Double.NaN);
		return unknown;
	}
}

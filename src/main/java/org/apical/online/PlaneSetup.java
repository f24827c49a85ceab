package org.apical.online;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apical.motion.Alignment;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionEstimator;
import org.apical.motion.ScanPhase;
import org.apical.motion.Template;
import org.apical.recording.DerivedMovie;
import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.trace.Baseline;
import org.apical.trace.Deconvolution;
import org.apical.trace.Deconvolver;
import org.apical.trace.Neuropil;
import org.apical.trace.TraceExtractor;
import org.apical.trace.Traces;

/**
 * All that reading a plane live needs to know beforehand, learnt from a short movie taken just before: how its frames are
 * aligned, each ROI's share of its surround, the level of overlapping ROIs, the smallest F0 to divide by. The same movie and
 * parameters give the same numbers.
 *
 * @param type of the pixels
 * @param alignment of frames with the day's template
 * @param scanPhasePx columns by which odd lines stand to the right of even ones, px
 * @param rois of the plane
 * @param surrounds pixels around each ROI
 * @param corrections how each surround is taken out
 * @param levels what is added to the demixed fluorescence of each ROI
 * @param floors smallest F0 of each ROI
 * @param calibrations of the inferred rates, one an ROI; empty where dF/F0 is read out
 */
public record PlaneSetup(PlaneParameters parameters, int width, int height, PixelType type, Alignment alignment,
	double scanPhasePx, List<Roi> rois, int[][] surrounds, List<Neuropil.Correction> corrections, float[] levels, double[] floors,
	List<Deconvolution.Calibration> calibrations)
{

	/**
	 * Learns the alignment alone, before it is known where today's ROIs lie.
	 *
	 * @param sample frames of the plane as they came
	 * @param given template to use, or null to make it from the sample
	 */
	public static PlaneSetup align(final Movie sample, final Template given, final PlaneParameters parameters,
		final Progress progress) throws IOException
	{
		final double phase = Double.isNaN(parameters.scanPhasePx()) ? ScanPhase.estimate(sample, parameters.motion().threads(),
			progress).mean() : parameters.scanPhasePx();
		final Alignment alignment = new MotionCorrector(parameters.motion()).prepare(withoutScanPhase(sample, phase), given,
			progress);
		return new PlaneSetup(parameters, sample.width(), sample.height(), sample.pixelType(), alignment, phase, List.of(),
			new int[0][], List.of(), new float[0], new double[0], List.of());
	}

	/**
	 * The same with ROIs, and what their traces in the sample tell.
	 *
	 * @param todays ROIs where they lie on the alignment's template
	 */
	public PlaneSetup with(final List<Roi> todays, final Movie sample, final Progress progress) throws IOException {
		final Corrected corrected = new Corrected(sample);
		final boolean[] bad = corrected.bad();
		final int threads = 1; // the corrected view owns one estimator
		final Traces traces = TraceExtractor.extract(corrected, todays, bad, parameters.neuropil(), threads, progress);
		final List<Neuropil.Correction> shares = new ArrayList<>();
		final List<Deconvolution.Calibration> rates = new ArrayList<>();
		final double[] smallest = new double[todays.size()];
		for (int r = 0; r < smallest.length; r++) {
			final Neuropil.Correction share = Neuropil.correction(traces.f()[r], traces.neuropil()[r], parameters.rateHz(), parameters
				.neuropil());
			final float[] f = share.apply(traces.f()[r], traces.neuropil()[r]);
			shares.add(share);
			smallest[r] = Baseline.floor(f, parameters.baseline());
			if (parameters.rates() != null) rates.add(Deconvolver.deconvolve(Baseline.causal(f, parameters.rateHz(), parameters
				.baseline()).values(), parameters.rateHz(), parameters.rates()).calibration());
		}
		return new PlaneSetup(parameters, width, height, type, alignment, scanPhasePx, List.copyOf(todays), Neuropil.surrounds(todays,
			parameters.neuropil()), shares, traces.levels(), smallest, rates);
	}

	private static Movie withoutScanPhase(final Movie movie, final double phase) {
		return phase == 0 ? movie : ScanPhase.constant(phase).removedFrom(movie);
	}

	/** The sample as the loop would correct it. Not thread-safe. */
	private final class Corrected extends DerivedMovie {

		private final Movie source;
		private final MotionEstimator estimator = alignment.estimator().fork();
		private final float fill = parameters.motion().fillValue(alignment.model());
		private final float[] raw = new float[width * height];

		Corrected(final Movie sample) {
			super(sample);
			source = withoutScanPhase(sample, scanPhasePx);
		}

		@Override
		public void read(final int frame, final float[] into) throws IOException {
			source.read(frame, raw);
			estimator.estimate(raw);
			estimator.correct(raw, parameters.motion().interpolation(), Float.NaN, into);
			MotionCorrector.finish(into, fill, type);
		}

		boolean[] bad() throws IOException {
			final boolean[] bad = new boolean[frames()];
			for (int t = 0; t < bad.length; t++) {
				source.read(t, raw);
				estimator.locate(raw);
				estimator.agreement(raw);
				bad[t] = alignment.trust().isBad(raw, estimator, parameters.motion().maxShiftPx());
			}
			return bad;
		}
	}
}

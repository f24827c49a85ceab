package org.apical.trace;

import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apical.roi.Roi;

/**
 * Light from around an ROI: where it is read, and how it is taken out.
 *
 * <p>Only the surround's fluctuation about its median is subtracted, so that the ROI keeps its resting brightness and
 * dF/F0 a baseline well above zero.
 */
public final class Neuropil {

	private static final int ROUNDS = 20;
	/** Residuals this many SDs above the line are activity, not neuropil. */
	private static final double ACTIVITY_IN_NOISE = 1.5;

	/**
	 * A fitted or given correction of one ROI.
	 *
	 * @param coefficient share of the surround's fluctuation
	 * @param reference the surround's median, from which it fluctuates
	 */
	public record Correction(double coefficient, double reference) {

		/** One frame's fluorescence without neuropil. Where there is no surround (NaN), nothing is taken out. */
		public float apply(final float f, final float neuropil) {
			return Double.isNaN(reference) || Float.isNaN(neuropil) ? f : (float) (f - coefficient * (neuropil - reference));
		}

		/** The same for a whole trace. */
		public float[] apply(final float[] f, final float[] neuropil) {
			final float[] out = new float[f.length];
			for (int t = 0; t < f.length; t++) out[t] = apply(f[t], neuropil[t]);
			return out;
		}
	}

	private Neuropil() {}

	/**
	 * The pixels around each ROI that belong to no ROI, from the gap outwards until there are enough.
	 *
	 * @return ascending pixels, one array an ROI; empty where no free pixel lies within reach
	 */
	public static int[][] surrounds(final List<Roi> rois, final NeuropilParameters parameters) {
		final int[][] surrounds = new int[rois.size()][];
		if (rois.isEmpty()) return surrounds;
		final boolean[] taken = new boolean[rois.get(0).width() * rois.get(0).height()];
		for (final Roi roi : rois) for (final int p : roi.pixels()) taken[p] = true;
		final int[] ring = new int[taken.length];
		for (int r = 0; r < surrounds.length; r++) surrounds[r] = surround(rois.get(r), taken, ring, parameters);
		return surrounds;
	}

	/** Grows the ROI ring by ring, in turn by edges and by edges and corners, which makes the rings nearly round. */
	private static int[] surround(final Roi roi, final boolean[] taken, final int[] queue, final NeuropilParameters parameters) {
		final int w = roi.width();
		final boolean[] seen = new boolean[taken.length];
		final int[] found = new int[taken.length];
		int n = 0;
		int end = 0;
		for (final int p : roi.pixels()) {
			seen[p] = true;
			queue[end++] = p;
		}
		int begin = 0;
		for (int radius = 1; radius <= parameters.maxRadiusPixels() && n < parameters.minPixels(); radius++) {
			final int last = end;
			for (; begin < last; begin++) {
				final int y = queue[begin] / w;
				final int x = queue[begin] % w;
				for (int dy = -1; dy <= 1; dy++)
					for (int dx = -1; dx <= 1; dx++) {
						if (radius % 2 == 1 && dy != 0 && dx != 0) continue;
						if (y + dy < 0 || y + dy >= roi.height() || x + dx < 0 || x + dx >= w) continue;
						final int p = (y + dy) * w + x + dx;
						if (seen[p]) continue;
						seen[p] = true;
						queue[end++] = p;
						if (radius > parameters.gapPixels() && !taken[p]) found[n++] = p;
					}
			}
		}
		final int[] pixels = Arrays.copyOf(found, n);
		Arrays.sort(pixels);
		return pixels;
	}

	/** The correction of one ROI: with the coefficient given, or fitted where it is NaN. */
	public static Correction correction(final float[] f, final float[] neuropil, final double rateHz,
		final NeuropilParameters parameters)
	{
		final RunningPercentile all = new RunningPercentile(Math.max(1, neuropil.length), 50);
		for (final float v : neuropil) all.add(v);
		final double coefficient = Double.isNaN(parameters.coefficient()) ? fit(f, neuropil, rateHz) : parameters.coefficient();
		return new Correction(coefficient, all.get());
	}

	/**
	 * Share of the surround in an ROI, 0 to 1: the slope of a line through (surround, ROI) from which frames well above it
	 * are left out again and again, since activity of the ROI's own only adds light. Means of half a second keep shot noise
	 * from flattening the slope.
	 */
	public static double fit(final float[] f, final float[] neuropil, final double rateHz) {
		final int bin = Baseline.frames(0.5, rateHz);
		final double[] y = means(f, bin);
		final double[] x = means(neuropil, bin);
		final boolean[] used = new boolean[y.length];
		for (int i = 0; i < used.length; i++) used[i] = !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
		double slope = 0;
		for (int round = 0; round < ROUNDS; round++) {
			final double[] line = line(x, y, used);
			if (Double.isNaN(line[0])) return 0;
			slope = line[0];
			final double[] below = new double[y.length];
			int n = 0;
			for (int i = 0; i < y.length; i++) {
				final double residual = y[i] - line[1] - slope * x[i];
				if (residual < 0) below[n++] = -residual;
			}
			if (n == 0) break;
			Arrays.sort(below, 0, n);
			final double sd = below[n / 2] / 0.6745;
			for (int i = 0; i < y.length; i++) used[i] = y[i] - line[1] - slope * x[i] < ACTIVITY_IN_NOISE * sd;
		}
		return Math.min(1, Math.max(0, slope));
	}

	private static double[] means(final float[] trace, final int bin) {
		final double[] means = new double[trace.length / bin];
		final double[] values = new double[bin];
		for (int i = 0; i < means.length; i++) {
			for (int k = 0; k < bin; k++) values[k] = trace[i * bin + k];
			means[i] = Baseline.mean(values);
		}
		return means;
	}

	/** Slope and intercept by least squares. */
	private static double[] line(final double[] x, final double[] y, final boolean[] used) {
		final SimpleRegression line = new SimpleRegression();
		for (int i = 0; i < x.length; i++) if (used[i]) line.addData(x[i], y[i]);
		return new double[] { line.getSlope(), line.getIntercept() };
	}
}

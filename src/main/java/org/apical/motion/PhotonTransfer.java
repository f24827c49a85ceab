package org.apical.motion;

import java.util.Arrays;

/**
 * Finds a detector's noise from aligned frames: the line through variance against mean (photon-transfer curve; Janesick
 * 2007), fitted to the median pixel of each brightness class, so that active cells and badly aligned edges do not count.
 */
final class PhotonTransfer {

	private static final int CLASSES = 24;

	private PhotonTransfer() {}

	/**
	 * @param mean of each pixel over frames; NaN to leave a pixel out
	 * @param variance of each pixel over frames, unbiased
	 * @param frames number of frames behind each variance
	 */
	static NoiseModel fit(final float[] mean, final float[] variance, final int frames) {
		final int[] order = byBrightness(mean);
		if (order.length < 8 * CLASSES) return uniform(variance, order, frames);
		final double[] x = new double[CLASSES];
		final double[] y = new double[CLASSES];
		final double[] w = new double[CLASSES];
		for (int k = 0; k < CLASSES; k++) {
			final int from = (int) ((long) order.length * k / CLASSES);
			final int to = (int) ((long) order.length * (k + 1) / CLASSES);
			x[k] = mean[order[(from + to) / 2]];
			y[k] = median(variance, order, from, to, frames);
			w[k] = y[k] > 0 ? 1 / (y[k] * y[k]) : 0;
		}
		double s = 0, sx = 0, sy = 0;
		for (int k = 0; k < CLASSES; k++) {
			s += w[k];
			sx += w[k] * x[k];
			sy += w[k] * y[k];
		}
		if (!(s > 0)) return NoiseModel.uniform(1);
		double xx = 0, xy = 0;
		for (int k = 0; k < CLASSES; k++) {
			xx += w[k] * (x[k] - sx / s) * (x[k] - sx / s);
			xy += w[k] * (x[k] - sx / s) * (y[k] - sy / s);
		}
		final double gain = xx > 0 ? xy / xx : 0;
		if (!(gain > 0)) return uniform(variance, order, frames);
		final double lowest = Arrays.stream(y).filter(v -> v > 0).min().orElse(1);
		return new NoiseModel(gain, sy / s - gain * sx / s, 0.25 * lowest);
	}

	private static NoiseModel uniform(final float[] variance, final int[] order, final int frames) {
		final double v = order.length == 0 ? 0 : median(variance, order, 0, order.length, frames);
		return NoiseModel.uniform(v > 0 ? v : 1);
	}

	/** Median variance, made into an estimate of the true one: the median of a chi-square variable lies below its mean. */
	private static double median(final float[] variance, final int[] order, final int from, final int to,
		final int frames)
	{
		final float[] v = new float[to - from];
		for (int i = from; i < to; i++) v[i - from] = variance[order[i]];
		Arrays.sort(v);
		final double freedom = Math.max(1, frames - 1);
		final double ratio = Math.pow(1 - 2 / (9 * freedom), 3);
		return v[v.length / 2] / ratio;
	}

	private static int[] byBrightness(final float[] mean) {
		final long[] keys = new long[mean.length];
		int n = 0;
		for (int i = 0; i < mean.length; i++) {
			if (Float.isNaN(mean[i])) continue;
			final int bits = Float.floatToIntBits(mean[i]);
			final int ordered = bits >= 0 ? bits : bits ^ 0x7fffffff;
			keys[n++] = (long) ordered << 32 | i;
		}
		Arrays.sort(keys, 0, n);
		final int[] order = new int[n];
		for (int i = 0; i < n; i++) order[i] = (int) keys[i];
		return order;
	}
}

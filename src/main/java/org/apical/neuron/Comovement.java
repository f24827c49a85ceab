package org.apical.neuron;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How traces go together: correlations of binned traces with the noise's share of each variance taken out, plain and
 * with what all traces share removed.
 */
final class Comovement {

	private static final double BIN_SECONDS = 0.25;
	private static final int SHUFFLES = 200;
	/** Least share of signal in a trace's variance; below, dividing by it would blow noise up. */
	private static final double LEAST_RELIABILITY = 0.05;

	private final float[][] traces;
	private final double binSeconds;
	private final float[] total;

	/** @param dff ROIs x frames; frames that are not finite in any ROI are left out */
	Comovement(final float[][] dff, final double rateHz) {
		final int size = (int) Math.max(1, Math.round(BIN_SECONDS * rateHz));
		binSeconds = size / rateHz;
		traces = new float[dff.length][];
		final int[] frames = finite(dff);
		total = new float[frames.length / size];
		for (int i = 0; i < dff.length; i++) {
			traces[i] = binned(dff[i], frames, size);
			final double variance = variance(traces[i]);
			final double signal = variance - noise(dff[i], frames) / size;
			final double scale = signal > LEAST_RELIABILITY * variance ? 1 / Math.sqrt(signal) : 0;
			for (int t = 0; t < total.length; t++) total[t] += traces[i][t] *= scale;
		}
	}

	private static int[] finite(final float[][] dff) {
		final int frames = dff.length == 0 ? 0 : dff[0].length;
		final int[] kept = new int[frames];
		int n = 0;
		for (int t = 0; t < frames; t++) {
			boolean whole = true;
			for (final float[] trace : dff) whole &= Float.isFinite(trace[t]);
			if (whole) kept[n++] = t;
		}
		return Arrays.copyOf(kept, n);
	}

	private static float[] binned(final float[] trace, final int[] frames, final int size) {
		final float[] bins = new float[frames.length / size];
		double mean = 0;
		for (int t = 0; t < bins.length; t++) {
			for (int k = 0; k < size; k++) bins[t] += trace[frames[t * size + k]] / size;
			mean += bins[t] / bins.length;
		}
		for (int t = 0; t < bins.length; t++) bins[t] -= mean;
		return bins;
	}

	/** Variance of a frame's noise: half of the differences', by their median so that transients do not count. */
	private static double noise(final float[] trace, final int[] frames) {
		if (frames.length < 2) return 0;
		final float[] d = new float[frames.length - 1];
		for (int t = 0; t < d.length; t++) d[t] = Math.abs(trace[frames[t + 1]] - trace[frames[t]]);
		Arrays.sort(d);
		final double deviation = d[d.length / 2] / 0.6745;
		return deviation * deviation / 2;
	}

	private static double variance(final float[] centered) {
		double sum = 0;
		for (final float x : centered) sum += x * x;
		return centered.length == 0 ? 0 : sum / centered.length;
	}

	/** Correlation of the signals in two traces, at most 1; 0 where either is nothing but noise. */
	double correlation(final int i, final int j) {
		return Math.min(1, shifted(i, j, 0));
	}

	private double shifted(final int i, final int j, final int shift) {
		final float[] a = traces[i];
		final float[] b = traces[j];
		double sum = 0;
		for (int t = 0, u = shift; t < a.length; t++) {
			sum += a[t] * b[u];
			if (++u == b.length) u = 0;
		}
		return a.length == 0 ? 0 : sum / a.length;
	}

	/** The same with the mean of all other traces taken out of both; the plain one where there are too few others. */
	double specific(final int i, final int j) {
		if (traces.length < 6) return correlation(i, j);
		double common = 0;
		double withI = 0;
		double withJ = 0;
		for (int t = 0; t < total.length; t++) {
			final double others = total[t] - traces[i][t] - traces[j][t];
			common += others * others / total.length;
			withI += others * traces[i][t] / total.length;
			withJ += others * traces[j][t] / total.length;
		}
		if (common == 0) return correlation(i, j);
		final double a = withI / Math.sqrt(common);
		final double b = withJ / Math.sqrt(common);
		final double left = (1 - a * a) * (1 - b * b);
		return a * a >= 1 || b * b >= 1 ? 0 : Math.min(1, (shifted(i, j, 0) - a * b) / Math.sqrt(left));
	}

	/**
	 * How often one trace, shifted round in time by at least ten seconds, correlates with the other as highly as given.
	 *
	 * @return a fraction of the shifts tried
	 */
	double chance(final int i, final int j, final double level, final long seed) {
		final int n = total.length;
		final int guard = (int) Math.min(n / 4.0, Math.ceil(10 / binSeconds));
		final SplittableRandom random = new SplittableRandom(seed * 31 + i * 1009L + j);
		int reached = 0;
		for (int k = 0; k < SHUFFLES; k++) {
			if (shifted(i, j, guard + random.nextInt(Math.max(1, n - 2 * guard))) >= level) reached++;
		}
		return reached / (double) SHUFFLES;
	}
}

package org.apical.trace;

import java.util.Arrays;

/**
 * Decay time of a trace's transients, from the trace alone.
 *
 * <p>Whatever disturbs a decay (a further spike, a slow rise, a burst) makes the trace fall <i>less</i>, so the decay is
 * read where the trace falls undisturbed: for neighbouring stretches of equal length, the ratio of their means is
 * exp(-length / tau), and a low quantile of that ratio, weighted by height, is taken over all stretches well above noise.
 */
public final class Decay {

	/** Between the fast and slow indicators in use. */
	static final double USUAL_S = 0.7;
	/** The slowest indicators in use; firing without a pause looks slower still. */
	static final double LONGEST_S = 2.5;

	private static final int ROUNDS = 5;
	private static final double UNDISTURBED_QUANTILE = 0.3;
	/** A stretch counts when its mean exceeds its own noise this much. */
	private static final double HEIGHT_IN_NOISE = 10;
	private static final int FEWEST_STRETCHES = 20;

	private final double[] trace;
	private final double rateHz;
	private final double noise;

	private Decay(final double[] trace, final double rateHz, final double noise) {
		this.trace = trace;
		this.rateHz = rateHz;
		this.noise = noise;
	}

	/**
	 * As {@link Deconvolver} reads it.
	 *
	 * @param dff dF/F0 a frame; NaN for bad frames
	 * @param rateHz frames per second
	 * @return time constant, s; NaN where too little stands out of the noise
	 */
	public static double of(final float[] dff, final double rateHz) {
		final float[] calcium = Deconvolver.calcium(dff, DeconvolverParameters.DEFAULT);
		final double noise = NoiseLevel.of(calcium);
		if (!(noise > 0)) return Double.NaN;
		return of(NoiseLevel.bridged(Deconvolver.aboveDrift(calcium, noise, rateHz, DeconvolverParameters.DEFAULT)), rateHz, noise);
	}

	/**
	 * @param trace above baseline, without gaps
	 * @param noise SD of a frame
	 * @return time constant, s; NaN where too little stands out of the noise
	 */
	static double of(final double[] trace, final double rateHz, final double noise) {
		return new Decay(trace, rateHz, noise).seconds();
	}

	private double seconds() {
		double found = Double.NaN;
		for (int round = 0; round < ROUNDS; round++) {
			final double decay = round == 0 ? USUAL_S : found;
			final int n = (int) Math.max(1, Math.round(0.5 * decay * rateHz));
			final double ratio = undisturbedRatio(n);
			if (Double.isNaN(ratio)) return found;
			found = Math.min(LONGEST_S, -n / (Math.log(Math.min(0.999, Math.max(0.02, ratio))) * rateHz));
		}
		return found;
	}

	/** Of the mean of n frames to that of the n before them. */
	private double undisturbedRatio(final int n) {
		final double[] sums = new double[trace.length + 1];
		for (int t = 0; t < trace.length; t++) sums[t + 1] = sums[t] + trace[t];
		final double least = HEIGHT_IN_NOISE * noise / Math.sqrt(n);
		final int stretches = Math.max(0, trace.length - 2 * n + 1);
		final double[][] ratios = new double[stretches][];
		int count = 0;
		double total = 0;
		for (int t = 0; t < stretches; t++) {
			final double height = (sums[t + n] - sums[t]) / n;
			if (!(height > least)) continue;
			final double ratio = (sums[t + 2 * n] - sums[t + n]) / n / height;
			ratios[count++] = new double[] { ratio, height };
			total += height;
		}
		if (count < Math.max(FEWEST_STRETCHES, n)) return Double.NaN;
		Arrays.sort(ratios, 0, count, (a, b) -> Double.compare(a[0], b[0]));
		double sum = 0;
		for (int i = 0; i < count; i++) {
			sum += ratios[i][1];
			if (sum >= UNDISTURBED_QUANTILE * total) return ratios[i][0];
		}
		return Double.NaN;
	}
}

package org.apical.trace;

import java.util.Random;

/** A dF/F0 trace with known spikes, linear in them. */
record Simulated(float[] dff, float[] spikes) {

	/** Poisson spikes of 0.4 Hz, each of height 1, and white noise; a slow drift below. */
	static Simulated of(final Kinetics kinetics, final double rateHz, final double seconds, final double noise, final long seed) {
		final Random random = new Random(seed);
		final int n = (int) (seconds * rateHz);
		final float[] dff = new float[n];
		final float[] spikes = new float[n];
		final double d = kinetics.decay(rateHz);
		final double r = kinetics.rise(rateHz);
		double before = 0;
		double c = 0;
		for (int t = 0; t < n; t++) {
			if (random.nextDouble() < 0.4 / rateHz) spikes[t] = 1;
			final double next = (d + r) * c - d * r * before + spikes[t] / kinetics.peak(rateHz);
			before = c;
			c = next;
			dff[t] = (float) (c + noise * random.nextGaussian() + 0.1 * Math.sin(2 * Math.PI * t / n));
		}
		return new Simulated(dff, spikes);
	}

	/** Correlation of two traces, the second made a rate by the same smoothing as inferred rates. */
	static double correlation(final float[] rate, final float[] spikes, final double rateHz, final double smoothingSeconds) {
		final SpikeSmoothing smoothing = new SpikeSmoothing(smoothingSeconds, rateHz);
		double ab = 0;
		double aa = 0;
		double bb = 0;
		double a0 = 0;
		double b0 = 0;
		int n = 0;
		for (int t = 0; t < rate.length; t++) {
			final double truth = smoothing.push(spikes[t]);
			if (t < smoothing.lag()) continue;
			final double a = rate[t - smoothing.lag()];
			ab += a * truth;
			aa += a * a;
			bb += truth * truth;
			a0 += a;
			b0 += truth;
			n++;
		}
		return (ab - a0 * b0 / n) / Math.sqrt((aa - a0 * a0 / n) * (bb - b0 * b0 / n));
	}
}

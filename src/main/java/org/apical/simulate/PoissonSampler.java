package org.apical.simulate;

import java.util.SplittableRandom;

import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * Poisson numbers of any mean, exact in distribution and fast where means change from pixel to pixel. Up to a mean of 64
 * the number is the sum of two: one whose mean is the next lower eighth, by table (inversion with a guide table: Chen and
 * Asau 1974), and one for the rest, which is nearly always 0. Above, transformed rejection with squeeze (PTRS: Hörmann
 * 1993, Insurance: Mathematics and Economics 12:39).
 */
final class PoissonSampler {

	private static final int STEPS = 8;
	private static final int LARGEST_TABLE = 64;
	private static final int GUIDES = 256;
	private static final double[][] CUMULATIVE = new double[STEPS * LARGEST_TABLE][];
	private static final byte[][] GUIDE = new byte[STEPS * LARGEST_TABLE][GUIDES];

	static {
		CUMULATIVE[0] = new double[] { 2 };
		for (int i = 1; i < CUMULATIVE.length; i++) fill(i, new PoissonDistribution((double) i / STEPS));
	}

	private final SplittableRandom random;

	PoissonSampler(final SplittableRandom random) {
		this.random = random;
	}

	int next(final double mean) {
		if (mean >= LARGEST_TABLE) return rejection(mean);
		final int table = (int) (STEPS * mean);
		final double rest = mean - (double) table / STEPS;
		final double u = random.nextDouble();
		final double[] cumulative = CUMULATIVE[table];
		int k = GUIDE[table][(int) (GUIDES * u)];
		while (u >= cumulative[k]) k++;
		return k + few(rest);
	}

	private static void fill(final int table, final PoissonDistribution distribution) {
		final double mean = distribution.getMean();
		// what lies beyond is less likely than the smallest step of a double below 1
		final int end = (int) Math.ceil(mean + 10 * Math.sqrt(mean) + 20);
		final double[] cumulative = new double[end + 1];
		double sum = 0;
		for (int k = 0; k < end; k++) cumulative[k] = sum += distribution.probability(k);
		cumulative[end] = 2;
		int k = 0;
		for (int i = 0; i < GUIDES; i++) {
			while ((double) i / GUIDES >= cumulative[k]) k++;
			GUIDE[table][i] = (byte) k;
		}
		CUMULATIVE[table] = cumulative;
	}

	/** For a mean below an eighth: sequential search, which needs the exponential only where it may not be 0. */
	private int few(final double mean) {
		double u = random.nextDouble();
		if (u < 1 - mean) return 0;
		double p = Math.exp(-mean);
		int k = 0;
		while (u >= p && k < 20) {
			u -= p;
			p *= mean / ++k;
		}
		return k;
	}

	private int rejection(final double mean) {
		final double b = 0.931 + 2.53 * Math.sqrt(mean);
		final double a = -0.059 + 0.02483 * b;
		final double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
		final double vr = 0.9277 - 3.6224 / (b - 2);
		while (true) {
			final double u = random.nextDouble() - 0.5;
			final double v = random.nextDouble();
			final double us = 0.5 - Math.abs(u);
			final int k = (int) Math.floor((2 * a / us + b) * u + mean + 0.43);
			if (us >= 0.07 && v <= vr) return k;
			if (k < 0 || us < 0.013 && v > us) continue;
			if (Math.log(v * inverseAlpha / (a / (us * us) + b)) <= k * Math.log(mean) - mean - Gamma.logGamma(k + 1.0)) return k;
		}
	}
}

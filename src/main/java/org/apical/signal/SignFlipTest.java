package org.apical.signal;

import java.util.SplittableRandom;

/**
 * Permutation test of a mean against zero: under the null hypothesis each animal's difference is as likely to have the
 * other sign (Fisher 1935). Exact, over all 2^n sign patterns, up to 20 values; beyond, over 100,000 random patterns.
 *
 * @param oneSided share of the patterns whose mean is at least the observed one
 * @param twoSided share whose absolute mean is at least the observed absolute mean
 * @param patterns number of sign patterns, the observed one among them
 * @param exact whether these were all there are
 */
public record SignFlipTest(double oneSided, double twoSided, long patterns, boolean exact) {

	private static final int EXACT_UP_TO = 20;
	private static final int RANDOM_PATTERNS = 100_000;

	/**
	 * @param differences one value an animal
	 * @param seed of the random patterns; without effect where the test is exact
	 */
	public static SignFlipTest of(final double[] differences, final long seed) {
		double observed = 0, scale = 0;
		for (final double d : differences) {
			observed += d;
			scale += Math.abs(d);
		}
		final double slack = 1e-10 * scale; // sums in another order may differ by rounding
		return differences.length <= EXACT_UP_TO ? exact(differences, observed, slack) : random(differences, observed, slack,
			seed);
	}

	private static SignFlipTest exact(final double[] d, final double observed, final double slack) {
		// every sum is one of the first half's plus one of the second half's
		final double[] first = sums(d, 0, d.length / 2), second = sums(d, d.length / 2, d.length);
		long one = 0, two = 0;
		for (final double a : first)
			for (final double b : second) {
				if (a + b >= observed - slack) one++;
				if (Math.abs(a + b) >= Math.abs(observed) - slack) two++;
			}
		final long all = (long) first.length * second.length;
		return new SignFlipTest((double) one / all, (double) two / all, all, true);
	}

	private static double[] sums(final double[] d, final int from, final int to) {
		final double[] sums = new double[1 << to - from];
		for (int pattern = 0; pattern < sums.length; pattern++)
			for (int i = from; i < to; i++) sums[pattern] += (pattern >> i - from & 1) == 0 ? d[i] : -d[i];
		return sums;
	}

	private static SignFlipTest random(final double[] d, final double observed, final double slack, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		long one = 1, two = 1;
		for (int pattern = 1; pattern < RANDOM_PATTERNS; pattern++) {
			double sum = 0;
			for (final double value : d) sum += random.nextBoolean() ? value : -value;
			if (sum >= observed - slack) one++;
			if (Math.abs(sum) >= Math.abs(observed) - slack) two++;
		}
		return new SignFlipTest((double) one / RANDOM_PATTERNS, (double) two / RANDOM_PATTERNS, RANDOM_PATTERNS, false);
	}
}

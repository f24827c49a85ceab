package org.apical.neuron;

import org.apache.commons.math3.distribution.BinomialDistribution;

/** Whether events of two ROIs come together more often than chance would bring them. */
final class EventCoincidence {

	private EventCoincidence() {}

	/** Events of {@code a} with one of {@code b} within the window; both ascend. */
	static int count(final int[] a, final int[] b, final double window) {
		int n = 0;
		for (int i = 0, j = 0; i < a.length; i++) {
			while (j < b.length && b[j] < a[i] - window) j++;
			if (j < b.length && b[j] <= a[i] + window) n++;
		}
		return n;
	}

	/**
	 * The probability that as many events of {@code a} meet one of {@code b}, were these spread at random.
	 *
	 * @param window frames to either side
	 * @param frames length of the recording
	 */
	static double chance(final int[] a, final int[] b, final double window, final int frames) {
		final int met = count(a, b, window);
		if (met == 0) return 1;
		final double each = -Math.expm1(-b.length * (2 * window + 1) / frames);
		return 1 - new BinomialDistribution(null, a.length, each).cumulativeProbability(met - 1);
	}
}

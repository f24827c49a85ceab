package org.apical.signal;

import java.util.Arrays;
import java.util.Comparator;

/** Corrections of p values for having tested several hypotheses. NaN (a test that could not be made) stays NaN and does not count. */
public final class MultipleComparisons {

	private MultipleComparisons() {}

	/** Holm's (1979) step-down correction: the probability of even one false positive in the family. */
	public static double[] holm(final double... p) {
		final Integer[] order = order(p);
		final double[] adjusted = p.clone();
		double worst = 0;
		for (int rank = 0; rank < order.length; rank++) {
			worst = Math.max(worst, Math.min(1, (order.length - rank) * p[order[rank]]));
			adjusted[order[rank]] = worst;
		}
		return adjusted;
	}

	/** Benjamini and Hochberg's (1995) correction: the expected share of false positives among the positives. */
	public static double[] benjaminiHochberg(final double... p) {
		final Integer[] order = order(p);
		final double[] adjusted = p.clone();
		double best = 1;
		for (int rank = order.length - 1; rank >= 0; rank--) {
			best = Math.min(best, p[order[rank]] * order.length / (rank + 1));
			adjusted[order[rank]] = best;
		}
		return adjusted;
	}

	private static Integer[] order(final double[] p) {
		final Integer[] order = new Integer[p.length];
		Arrays.setAll(order, i -> i);
		return Arrays.stream(order).filter(i -> !Double.isNaN(p[i])).sorted(Comparator.comparingDouble(i -> p[i])).toArray(
			Integer[]::new);
	}
}

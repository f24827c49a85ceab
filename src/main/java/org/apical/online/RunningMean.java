package org.apical.online;

import java.util.Arrays;

/** Mean over the last n values. Values that are not known (NaN) are passed over. No call allocates. */
final class RunningMean {

	private final double[] recent;
	private int seen;

	RunningMean(final int n) {
		recent = new double[n];
		reset();
	}

	void reset() {
		Arrays.fill(recent, Double.NaN);
		seen = 0;
	}

	/** @return the mean with this value; NaN where the value is NaN */
	double push(final double value) {
		if (Double.isNaN(value)) return Double.NaN;
		recent[seen++ % recent.length] = value;
		double sum = 0;
		final int n = Math.min(seen, recent.length);
		for (int i = 0; i < n; i++) sum += recent[i];
		return sum / n;
	}
}

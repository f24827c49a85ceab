package org.apical.signal;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.stat.inference.TTest;

/** Tests of a mean against zero and of two samples against each other. A sample too small for its test gives a marked gap. */
final class LocationTests {

	private LocationTests() {}

	/** One-sample t test against zero; for differences within pairs this is the paired t test. Effect: Cohen's d_z. */
	static TestResult oneSample(final String question, final String unit, final double[] values) {
		final int n = values.length;
		if (n < 2) return TestResult.gap(question, "t", unit, n, "a t test needs at least 2 " + unit);
		final double mean = StatUtils.mean(values), sd = Math.sqrt(StatUtils.variance(values));
		if (!(sd > 1e-12 * Math.abs(mean))) return TestResult.gap(question, "t", unit, n, "all " + unit + " have the same value");
		final double t = mean / (sd / Math.sqrt(n));
		return new TestResult(question, "t", unit, n, mean, t, twoSided(t, n - 1), mean / sd, null);
	}

	/** Welch's t test of two independent samples. Effect: difference over the pooled SD. */
	static TestResult welch(final String question, final String unit, final double[] a, final double[] b) {
		final int n = a.length + b.length;
		if (a.length < 2 || b.length < 2) return TestResult.gap(question, "Welch t", unit, n, "a t test needs at least 2 " +
			unit + " on either side");
		final double difference = StatUtils.mean(a) - StatUtils.mean(b);
		final double va = StatUtils.variance(a), vb = StatUtils.variance(b);
		if (!(va + vb > 0)) return TestResult.gap(question, "Welch t", unit, n, "all " + unit + " have the same value");
		final double pooled = Math.sqrt(((a.length - 1) * va + (b.length - 1) * vb) / (n - 2));
		final TTest test = new TTest();
		return new TestResult(question, "Welch t", unit, n, difference, test.t(a, b), test.tTest(a, b), difference / pooled,
			null);
	}

	/** Mann-Whitney U test, normal approximation. Effect: rank-biserial correlation. */
	static TestResult mannWhitney(final String question, final String unit, final double[] a, final double[] b) {
		final int n = a.length + b.length;
		if (a.length < 2 || b.length < 2) return TestResult.gap(question, "Mann-Whitney U", unit, n,
			"a rank test needs at least 2 " + unit + " on either side");
		double u = 0; // pairs in which a is the larger
		for (final double x : a)
			for (final double y : b) u += x > y ? 1 : x == y ? 0.5 : 0;
		return new TestResult(question, "Mann-Whitney U", unit, n, StatUtils.mean(a) - StatUtils.mean(b), u,
			new MannWhitneyUTest().mannWhitneyUTest(a, b), 2 * u / ((double) a.length * b.length) - 1, null);
	}

	/** Two-sided p value of Student's t. */
	static double twoSided(final double t, final double degreesOfFreedom) {
		return 2 * new TDistribution(null, degreesOfFreedom).cumulativeProbability(-Math.abs(t));
	}
}

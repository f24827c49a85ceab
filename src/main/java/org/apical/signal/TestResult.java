package org.apical.signal;

/**
 * One statistical test, as a row for a reader: what was asked, of how many of what, with which answer.
 *
 * @param question what the test asks
 * @param test name of the test
 * @param unit what is counted in {@code n}: animals, neurons, rows, …
 * @param n number of units
 * @param estimate the tested quantity
 * @param statistic t, z or U, as the test has it
 * @param p two-sided p value unless {@code test} says otherwise
 * @param effect standardized effect size (mean over SD); NaN where the test has none
 * @param gap why there is no result, null where there is one
 */
public record TestResult(String question, String test, String unit, int n, double estimate, double statistic, double p,
	double effect, String gap)
{

	static TestResult gap(final String question, final String test, final String unit, final int n, final String reason) {
		return new TestResult(question, test, unit, n, Double.NaN, Double.NaN, Double.NaN, Double.NaN, reason);
	}
}

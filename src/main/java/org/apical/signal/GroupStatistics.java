package org.apical.signal;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.stat.StatUtils;

/**
 * The answer over animals: does the sign of the residuals' contrast (error reduction minus error increase) follow the
 * causal role? The animal is the unit; everything finer is nested in it (see {@link NestedResiduals}).
 *
 * @param contrasts one a animal
 * @param meanSeparation mean over animals of the P+ contrast minus the P- contrast, z
 * @param positive number of animals whose separation is above zero
 * @param separation paired t test of the P+ against the P- contrasts
 * @param signFlip sign-flip permutation test of the separations
 * @param signedFraction share of the contrasts' energy in the signed (vector) part; 0.5 is expected of noise alone; NaN
 *          where all contrasts are zero
 * @param bootstrap interval of the mean separation, see {@link BootstrapInterval#ofMean}
 * @param allLevels percentiles under resampling at every level of nesting, animals, neurons and sessions (Saravanan et al.
 *          2020), wider than they say; NaN where only contrasts are known
 * @param tests the animal-level tests that stand beside the first, whose p values are corrected over the family
 * @param holm p values of {@code tests} after Holm's correction
 * @param falseDiscovery the same after Benjamini and Hochberg's
 * @param supplement the mixed models, and the published tests that pool neurons as if they were independent
 * @param gaps what could not be used or computed, one line each
 */
public record GroupStatistics(List<AnimalContrast> contrasts, double meanSeparation, int positive, TestResult separation,
	SignFlipTest signFlip, double signedFraction, BootstrapInterval bootstrap, BootstrapInterval allLevels,
	List<TestResult> tests, double[] holm,
	double[] falseDiscovery, List<TestResult> supplement, List<String> gaps)
{

	/**
	 * @param resamples of the bootstrap
	 * @param level coverage of its interval
	 */
	public record Parameters(int resamples, double level, long seed) {

		public static final Parameters DEFAULT = new Parameters(10_000, 0.95, 1);

		public Parameters withSeed(final long s) {
			return new Parameters(resamples, level, s);
		}

		public Parameters withResamples(final int n) {
			return new Parameters(n, level, seed);
		}
	}

	/** Statistics of residuals by neuron, session and epoch. */
	public static GroupStatistics ofResiduals(final List<EpochResidual> rows, final Parameters parameters) {
		final NestedResiduals nested = NestedResiduals.of(rows);
		final BootstrapInterval allLevels = BootstrapInterval.of(nested::resampledSeparation, parameters.resamples, parameters.level,
			parameters.seed);
		final List<TestResult> supplement = new ArrayList<>(GroupModels.of(rows));
		supplement.addAll(PooledTests.of(rows));
		return of(nested.contrasts(), allLevels, supplement, nested.gaps(), parameters);
	}

	/** Statistics of animals whose contrasts are known and nothing finer. */
	public static GroupStatistics ofContrasts(final List<AnimalContrast> contrasts, final Parameters parameters) {
		return of(contrasts, new BootstrapInterval(Double.NaN, Double.NaN), List.of(), List.of(), parameters);
	}

	private static GroupStatistics of(final List<AnimalContrast> contrasts, final BootstrapInterval allLevels,
		final List<TestResult> supplement, final List<String> inputGaps, final Parameters parameters)
	{
		if (contrasts.isEmpty()) throw new IllegalArgumentException(
			"no animal has P+ and P- residuals in both epochs, error_reduction and error_increase" + (inputGaps.isEmpty() ? "" : ": " +
				String.join("; ", inputGaps)));
		final double[] plus = contrasts.stream().mapToDouble(AnimalContrast::plus).toArray();
		final double[] minus = contrasts.stream().mapToDouble(AnimalContrast::minus).toArray();
		final double[] separations = contrasts.stream().mapToDouble(AnimalContrast::separation).toArray();
		final double[] common = contrasts.stream().mapToDouble(c -> (c.plus() + c.minus()) / 2).toArray();
		final double signed = contrasts.stream().mapToDouble(AnimalContrast::signedEnergy).sum();
		final double broadcast = contrasts.stream().mapToDouble(AnimalContrast::commonEnergy).sum();

		final TestResult paired = LocationTests.oneSample("P+ contrast against P- contrast (signed, vector)", "animals",
			separations);
		final List<TestResult> tests = List.of(paired, LocationTests.oneSample("mean of both contrasts (common, scalar)",
			"animals", common), LocationTests.oneSample("P+ contrast", "animals", plus), LocationTests.oneSample(
				"P- contrast", "animals", minus));
		final double[] p = tests.stream().mapToDouble(TestResult::p).toArray();

		final List<String> gaps = new ArrayList<>(inputGaps);
		tests.stream().filter(t -> t.gap() != null).forEach(t -> gaps.add(t.question() + ": " + t.gap()));
		if (contrasts.size() < 2) gaps.add("bootstrap interval: needs at least 2 animals");
		if (signed + broadcast == 0) gaps.add("energy fractions: all contrasts are zero");
		return new GroupStatistics(contrasts, StatUtils.mean(separations), (int) contrasts.stream().filter(c -> c
			.separation() > 0).count(), paired, SignFlipTest.of(separations, parameters.seed), signed / (signed + broadcast),
			BootstrapInterval.ofMean(separations, parameters.resamples, parameters.level, parameters.seed), allLevels, tests, MultipleComparisons.holm(p), MultipleComparisons.benjaminiHochberg(p), supplement, gaps);
	}

	/** Share of the contrasts' energy in the common (scalar) part. */
	public double commonFraction() {
		return 1 - signedFraction;
	}

	/** Standardized mean separation with Hedges' correction for small samples; NaN with two animals, for which there is none. */
	public double hedgesG() {
		return contrasts.size() < 3 ? Double.NaN : separation.effect() * (1 - 3 / (4.0 * (contrasts.size() - 1) - 1));
	}
}

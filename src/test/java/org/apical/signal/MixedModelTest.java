package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.apical.signal.MixedModel.RandomEffect;
import org.junit.Test;

public class MixedModelTest {

	/** In a balanced one-way layout REML has a closed form: the variances follow from the mean squares. */
	@Test
	public void balancedOneWayLayoutAgreesWithItsClosedForm() {
		final int groups = 8, each = 5, n = groups * each;
		final Random random = new Random(4);
		final double[] y = new double[n];
		final double[][] x = new double[n][];
		final int[] group = new int[n];
		for (int g = 0; g < groups; g++) {
			final double level = 2 * random.nextGaussian();
			for (int j = 0; j < each; j++) {
				group[g * each + j] = g;
				x[g * each + j] = new double[] { 1 };
				y[g * each + j] = 3 + level + random.nextGaussian();
			}
		}
		final double grand = Arrays.stream(y).average().orElseThrow();
		double between = 0, within = 0;
		for (int g = 0; g < groups; g++) {
			final double mean = Arrays.stream(y, g * each, (g + 1) * each).average().orElseThrow();
			between += each * (mean - grand) * (mean - grand) / (groups - 1);
			for (int j = 0; j < each; j++) within += Math.pow(y[g * each + j] - mean, 2) / (n - groups);
		}
		final MixedModel model = MixedModel.fit(y, x, RandomEffect.intercept(group));
		assertEquals(grand, model.beta()[0], 1e-9);
		assertEquals(within, model.residualVariance(), 1e-5);
		assertEquals((between - within) / each, model.variances()[0], 1e-4);
		assertEquals(Math.sqrt(between / n), model.standardErrors()[0], 1e-5);
	}

	@Test
	public void groupsThatDoNotDifferGetNoVariance() {
		final double[] y = { 1, 2, 3, 4, 1, 2, 3, 4.1 };
		final double[][] x = new double[8][];
		Arrays.fill(x, new double[] { 1 });
		final MixedModel model = MixedModel.fit(y, x, RandomEffect.intercept(new int[] { 0, 0, 0, 0, 1, 1, 1, 1 }));
		assertTrue(model.variances()[0] < 1e-6);
	}

	@Test
	public void dependentCovariatesAreAnError() {
		final double[][] x = { { 1, 2 }, { 1, 2 }, { 1, 2 }, { 1, 2 } };
		assertThrows(IllegalArgumentException.class, () -> MixedModel.fit(new double[] { 1, 2, 3, 5 }, x, RandomEffect
			.intercept(new int[] { 0, 0, 1, 1 })));
	}
}

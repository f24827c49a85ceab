package org.apical.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.signal.MixedModel.RandomEffect;

/**
 * Mixed models of the residuals by role and epoch. Rows are neuron x session x epoch; role and epoch are coded +-1/2, so
 * that the coefficient of their product is the signed separation.
 *
 * <p>Two are fitted. With random intercepts for animal and neuron alone the separation is judged against the scatter of
 * rows, as if all animals had the same one. The second lets it vary between animals (random slope), which is what makes
 * it a statement about animals; its degrees of freedom are taken as the number of animals minus one.
 */
final class GroupModels {

	/** Degrees of freedom with which Student's t is the normal distribution. */
	static final double MANY = 1e9;

	private static final String QUESTION = "signed separation, mixed model";
	private static final String UNIT = "neuron-session-epochs";

	private GroupModels() {}

	static List<TestResult> of(final List<EpochResidual> all) {
		final List<EpochResidual> rows = all.stream().filter(r -> r.epoch().isError() && r.role() != Role.P0 && r
			.events() > 0 && !Double.isNaN(r.z())).toList();
		final int n = rows.size();
		final double[] y = new double[n], separation = new double[n];
		final double[][] x = new double[n][];
		final int[] animal = new int[n], neuron = new int[n];
		final Map<String, Integer> animals = new HashMap<>();
		final Map<List<String>, Integer> neurons = new HashMap<>();
		for (int i = 0; i < n; i++) {
			final EpochResidual row = rows.get(i);
			final double role = row.role().sign() / 2.0, epoch = row.epoch() == Epoch.ERROR_REDUCTION ? 0.5 : -0.5;
			y[i] = row.z();
			x[i] = new double[] { 1, role, epoch, role * epoch };
			separation[i] = role * epoch;
			animal[i] = number(animals, row.animal());
			neuron[i] = number(neurons, List.of(row.animal(), row.neuron(), row.role().label()));
		}
		final String intercepts = "z, REML, animal and neuron intercepts";
		final String slopes = "t, REML, animal and neuron intercepts, animal slopes";
		if (animals.size() < 2 || neurons.size() <= animals.size()) {
			final String reason = "a mixed model needs at least 2 animals and more neurons than animals";
			return List.of(TestResult.gap(QUESTION, intercepts, UNIT, n, reason), TestResult.gap(QUESTION, slopes, UNIT, n,
				reason));
		}
		final RandomEffect byAnimal = RandomEffect.intercept(animal), byNeuron = RandomEffect.intercept(neuron);
		final List<TestResult> results = new ArrayList<>();
		results.add(fit(intercepts, y, x, MANY, byAnimal, byNeuron));
		results.add(fit(slopes, y, x, animals.size() - 1, byAnimal, byNeuron, new RandomEffect(animal, separation)));
		return results;
	}

	private static <K> int number(final Map<K, Integer> numbers, final K key) {
		return numbers.computeIfAbsent(key, k -> numbers.size());
	}

	private static TestResult fit(final String test, final double[] y, final double[][] x, final double degreesOfFreedom,
		final RandomEffect... effects)
	{
		try {
			final MixedModel model = MixedModel.fit(y, x, effects);
			final double statistic = model.beta()[3] / model.standardErrors()[3];
			return new TestResult(QUESTION, test, UNIT, y.length, model.beta()[3], statistic, LocationTests.twoSided(statistic,
				degreesOfFreedom), model.beta()[3] / Math.sqrt(model
					.residualVariance()), null);
		}
		catch (final IllegalArgumentException e) {
			return TestResult.gap(QUESTION, test, UNIT, y.length, e.getMessage());
		}
	}
}

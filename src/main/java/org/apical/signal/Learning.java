package org.apical.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apical.signal.MixedModel.RandomEffect;

/**
 * Does a neuron's own residual contrast predict how its activity changes over the following days, beyond its starting
 * activity and its role? The change is the mean log rate of the next days minus that of the day itself; it is regressed on
 * the contrast, the day's log rate (which takes regression to the mean out) and the role.
 */
public final class Learning {

	/** Days over which the change is averaged. */
	private static final int FOLLOWING = 3;
	private static final String QUESTION = "own contrast predicts later activity change";

	/** One neuron on one day that has days after it. */
	public record Change(NeuronDay day, double change) {}

	private Learning() {}

	/** The changes of all P+ and P- neurons that have a contrast, some activity and later days. */
	public static List<Change> changes(final List<NeuronDay> days) {
		final Map<List<String>, List<NeuronDay>> neurons = new LinkedHashMap<>();
		for (final NeuronDay d : days)
			if (d.role() != Role.P0 && d.activity() > 0 && !Double.isNaN(d.day())) neurons.computeIfAbsent(d.who(), k -> new ArrayList<>())
				.add(d);
		final List<Change> changes = new ArrayList<>();
		for (final List<NeuronDay> neuron : neurons.values()) {
			neuron.sort(Comparator.comparingDouble(NeuronDay::day));
			for (int i = 0; i + 1 < neuron.size(); i++) {
				final List<NeuronDay> later = neuron.subList(i + 1, Math.min(neuron.size(), i + 1 + FOLLOWING));
				if (!Double.isNaN(neuron.get(i).contrast())) changes.add(new Change(neuron.get(i), later.stream().mapToDouble(d -> Math
					.log(d.activity())).average().orElseThrow() - Math.log(neuron.get(i).activity())));
			}
		}
		return changes;
	}

	/**
	 * Mean over the neurons of a role of the change of their log activity since their own first day.
	 *
	 * @param sign of the role
	 * @param date day of training
	 * @return NaN where none was active on that day
	 */
	public static double change(final List<NeuronDay> days, final int sign, final double date) {
		final Map<List<String>, NeuronDay> first = new HashMap<>();
		for (final NeuronDay d : days)
			if (d.activity() > 0 && !Double.isNaN(d.day())) first.merge(d.who(), d, (a, b) -> a.day() <= b.day() ? a : b);
		return days.stream().filter(d -> d.role().sign() == sign && d.day() == date && d.activity() > 0).mapToDouble(d -> Math.log(d
			.activity() / first.get(d.who()).activity())).average().orElse(Double.NaN);
	}

	/** The coefficient tested over animals (a regression each, then a t test), and by a mixed model over all neurons. */
	public static List<TestResult> tests(final List<NeuronDay> days) {
		final List<Change> changes = changes(days);
		final Map<String, List<Change>> animals = new LinkedHashMap<>();
		for (final Change c : changes) animals.computeIfAbsent(c.day.animal(), k -> new ArrayList<>()).add(c);
		final List<Double> slopes = new ArrayList<>();
		for (final List<Change> own : animals.values()) {
			final OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
			if (own.size() < 6) continue;
			regression.newSampleData(response(own), own.stream().map(c -> covariates(c.day)).toArray(double[][]::new));
			try {
				slopes.add(regression.estimateRegressionParameters()[1]);
			}
			catch (final SingularMatrixException e) {
				continue; // an animal with one role only says nothing
			}
		}
		return List.of(LocationTests.oneSample(QUESTION, "animals", slopes.stream().mapToDouble(s -> s).toArray()), mixed(changes));
	}

	private static TestResult mixed(final List<Change> changes) {
		final String test = "z, REML, animal and neuron intercepts", unit = "neuron-days";
		final Map<String, Integer> animals = new HashMap<>();
		final Map<List<String>, Integer> neurons = new HashMap<>();
		final int[] animal = new int[changes.size()], neuron = new int[changes.size()];
		final double[][] x = new double[changes.size()][];
		for (int i = 0; i < x.length; i++) {
			final NeuronDay day = changes.get(i).day;
			final double[] covariates = covariates(day);
			x[i] = new double[] { 1, covariates[0], covariates[1], covariates[2] };
			animal[i] = animals.computeIfAbsent(day.animal(), k -> animals.size());
			neuron[i] = neurons.computeIfAbsent(day.who(), k -> neurons.size());
		}
		if (animals.size() < 2) return TestResult.gap(QUESTION, test, unit, x.length, "a mixed model needs at least 2 animals");
		try {
			final MixedModel model = MixedModel.fit(response(changes), x, RandomEffect.intercept(animal), RandomEffect.intercept(neuron));
			final double z = model.beta()[1] / model.standardErrors()[1];
			return new TestResult(QUESTION, test, unit, x.length, model.beta()[1], z, LocationTests.twoSided(z, GroupModels.MANY),
				Double.NaN, null);
		}
		catch (final IllegalArgumentException e) {
			return TestResult.gap(QUESTION, test, unit, x.length, e.getMessage());
		}
	}

	private static double[] response(final List<Change> changes) {
		return changes.stream().mapToDouble(Change::change).toArray();
	}

	private static double[] covariates(final NeuronDay day) {
		return new double[] { day.contrast(), Math.log(day.activity()), day.role().sign() };
	}
}

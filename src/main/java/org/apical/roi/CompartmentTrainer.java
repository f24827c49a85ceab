package org.apical.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Learns a {@link CompartmentModel} from labelled ROIs: multinomial logistic regression with a small ridge, then one
 * temperature fitted on examples held back (Guo et al. 2017, "On calibration of modern neural networks").
 */
public final class CompartmentTrainer {

	/** An ROI whose compartment is known. */
	public record Example(Roi roi, double pixelUm) {

		double[] features() {
			return RoiShape.of(roi, pixelUm).features();
		}

		int kind() {
			return roi.compartment().ordinal();
		}
	}

	/**
	 * What a model said about an ROI that it had not seen.
	 *
	 * @param probabilities in the order of {@link Compartment}
	 * @param kind which of them is true
	 */
	public record Judgement(double[] probabilities, Compartment kind) {

		/** Whether the most probable compartment is the true one. */
		public boolean right() {
			return Arrays.stream(probabilities).noneMatch(p -> p > probabilities[kind.ordinal()]);
		}
	}

	private static final int FOLDS = 5;
	private static final double RIDGE = 1e-3;
	private static final int STEPS = 4000;
	private static final double RATE = 0.5;

	private CompartmentTrainer() {}

	/**
	 * @param examples at least ten of each compartment
	 * @param seed decides which fifth is held back for the temperature
	 * @throws IllegalArgumentException where a compartment has fewer than ten examples
	 */
	public static CompartmentModel train(final List<Example> examples, final long seed) {
		for (final Compartment c : Compartment.values()) {
			final long n = examples.stream().filter(e -> e.kind() == c.ordinal()).count();
			if (n < 10) throw new IllegalArgumentException("Training needs at least 10 ROIs labelled " + c.word() + ", not " + n);
		}
		final Random random = new Random(seed);
		final List<double[]> fit = new ArrayList<>(), held = new ArrayList<>();
		final List<Integer> fitKinds = new ArrayList<>(), heldKinds = new ArrayList<>();
		for (final Example e : examples) {
			final boolean back = random.nextInt(5) == 0;
			(back ? held : fit).add(e.features());
			(back ? heldKinds : fitKinds).add(e.kind());
		}
		final CompartmentModel raw = regress(fit, fitKinds, examples.size());
		return new CompartmentModel(raw.features(), raw.mean(), raw.deviation(), raw.weights(), temperature(raw, held, heldKinds), examples
			.size());
	}

	/**
	 * Judges each example by a model that learned from others: the list is cut into five runs, so that examples of one field
	 * stay together, and each run is judged by a model of the other four.
	 *
	 * @throws IllegalArgumentException where four fifths of the list lack examples of a compartment
	 */
	public static List<Judgement> crossValidate(final List<Example> examples, final long seed) {
		final List<Judgement> judgements = new ArrayList<>();
		for (int fold = 0; fold < FOLDS; fold++) {
			final List<Example> held = examples.subList(fold * examples.size() / FOLDS, (fold + 1) * examples.size() / FOLDS);
			final List<Example> others = new ArrayList<>(examples);
			others.subList(fold * examples.size() / FOLDS, (fold + 1) * examples.size() / FOLDS).clear();
			final CompartmentModel model = train(others, seed);
			for (final Example e : held) judgements.add(new Judgement(model.probabilities(e.features()), e.roi.compartment()));
		}
		return judgements;
	}

	private static CompartmentModel regress(final List<double[]> x, final List<Integer> kinds, final int count) {
		final int features = RoiShape.NAMES.length, classes = Compartment.values().length;
		final double[] mean = new double[features], deviation = new double[features];
		for (final double[] row : x) for (int f = 0; f < features; f++) mean[f] += row[f] / x.size();
		for (final double[] row : x) for (int f = 0; f < features; f++) deviation[f] += (row[f] - mean[f]) * (row[f] - mean[f]) / x.size();
		for (int f = 0; f < features; f++) deviation[f] = Math.max(1e-6, Math.sqrt(deviation[f]));
		final double[][] weights = new double[classes][features + 1];
		final CompartmentModel model = new CompartmentModel(RoiShape.NAMES, mean, deviation, weights, 1, count);
		for (int step = 0; step < STEPS; step++) {
			final double[][] gradient = new double[classes][features + 1];
			for (int i = 0; i < x.size(); i++) {
				final double[] p = model.probabilities(x.get(i));
				for (int k = 0; k < classes; k++) {
					final double error = (p[k] - (kinds.get(i) == k ? 1 : 0)) / x.size();
					gradient[k][0] += error;
					for (int f = 0; f < features; f++) gradient[k][f + 1] += error * (x.get(i)[f] - mean[f]) / deviation[f];
				}
			}
			for (int k = 0; k < classes; k++) for (int f = 0; f <= features; f++) {
				weights[k][f] -= RATE * (gradient[k][f] + (f > 0 ? RIDGE * weights[k][f] : 0));
			}
		}
		return model;
	}

	/** The temperature under which the examples held back are most likely, between a fifth and five. */
	private static double temperature(final CompartmentModel model, final List<double[]> x, final List<Integer> kinds) {
		double best = 1;
		double least = Double.MAX_VALUE;
		for (double t = 0.2; t <= 5; t *= 1.05) {
			final CompartmentModel warm = new CompartmentModel(model.features(), model.mean(), model.deviation(), model.weights(), t, 0);
			double loss = 0;
			for (int i = 0; i < x.size(); i++) loss -= Math.log(Math.max(1e-12, warm.probabilities(x.get(i))[kinds.get(i)]));
			if (loss < least) {
				least = loss;
				best = t;
			}
		}
		return best;
	}
}

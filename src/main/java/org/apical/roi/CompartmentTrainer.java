package org.apical.roi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns a {@link CompartmentModel} from labelled ROIs: a {@link MultinomialRegression} of all of them, a {@link DecayModel}
 * where enough of their decays are known, and one temperature (Guo et al. 2017, "On calibration of modern neural networks") fitted on what models of four fifths of the fields say of the
 * others.
 */
public final class CompartmentTrainer {

	/**
	 * Form and decay of an ROI whose compartment is known.
	 *
	 * @param features of its {@link RoiShape}, named by {@link #featureNames()}
	 * @param field equal for ROIs of one field, which resemble each other and are held back together
	 * @param decayS decay time of its transients, s; NaN where it is not known
	 */
	public record Example(double[] features, Compartment kind, int field, double decayS) {

		/** @param pixelUm edge of a pixel, µm */
		public static Example of(final Roi labelled, final double pixelUm, final int field, final double decayS) {
			return new Example(RoiShape.of(labelled, pixelUm).features(), labelled.compartment(), field, decayS);
		}

		public static List<String> featureNames() {
			return List.of(RoiShape.NAMES);
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

	private static final int KINDS = Compartment.values().length;
	private static final int LEAST = 10;
	private static final int FOLDS = 5;
	/** Temperatures are tried from its inverse to itself, in steps of a hundredth. */
	private static final double HOTTEST = 100;

	/** Examples as the regression sees them. */
	private record Rows(double[][] features, int[] kinds, int[] fields) {

		static Rows of(final List<Example> examples) {
			return new Rows(examples.stream().map(Example::features).toArray(double[][]::new), examples.stream().mapToInt(e -> e.kind.ordinal()).toArray(),
				examples.stream().mapToInt(Example::field).toArray());
		}

		Rows only(final int[] which) {
			return new Rows(IntStream.of(which).mapToObj(i -> features[i]).toArray(double[][]::new), IntStream.of(which).map(i -> kinds[i]).toArray(),
				IntStream.of(which).map(i -> fields[i]).toArray());
		}

		/**
		 * Which fifth each row is held back with: that of its field, or where too few fields are left to learn all compartments
		 * from, each compartment's rows in turn.
		 */
		int[] folds() {
			final int[] distinct = IntStream.of(fields).distinct().sorted().toArray();
			final int[] byField = IntStream.of(fields).map(f -> Arrays.binarySearch(distinct, f) % FOLDS).toArray();
			final boolean enough = distinct.length >= FOLDS && IntStream.range(0, FOLDS).allMatch(fold -> IntStream.range(0, kinds.length).filter(
				i -> byField[i] != fold).map(i -> kinds[i]).distinct().count() == KINDS);
			if (enough) return byField;
			final int[] seen = new int[KINDS];
			return IntStream.of(kinds).map(k -> seen[k]++ % FOLDS).toArray();
		}
	}

	private CompartmentTrainer() {}

	/**
	 * @param examples at least ten of each compartment
	 * @throws IllegalArgumentException where a compartment has fewer than ten examples
	 */
	public static CompartmentModel train(final List<Example> examples) {
		mustSuffice(examples);
		return trained(examples);
	}

	private static CompartmentModel trained(final List<Example> examples) {
		final CompartmentModel form = train(Rows.of(examples));
		return new CompartmentModel(form.features(), form.mean(), form.deviation(), form.weights(), form.temperature(), form.examples(),
			DecayRegression.fit(examples, LEAST));
	}

	/**
	 * Judges each example by a model, its temperature included, that learned from others: fields are held back as a whole
	 * where there are enough of them.
	 *
	 * @return one judgement an example, in their order
	 * @throws IllegalArgumentException where a compartment has fewer than ten examples
	 */
	public static List<Judgement> crossValidate(final List<Example> examples) {
		mustSuffice(examples);
		final Judgement[] judgements = new Judgement[examples.size()];
		final int[] folds = Rows.of(examples).folds();
		for (int fold = 0; fold < FOLDS; fold++) {
			final int[] held = inside(folds, fold);
			final List<Judgement> judged = judge(trained(only(examples, outside(folds, fold))), only(examples, held));
			for (int i = 0; i < held.length; i++) judgements[held[i]] = judged.get(i);
		}
		return List.of(judgements);
	}

	/**
	 * What a model says of examples, those of one field together.
	 *
	 * @return one judgement an example, in their order
	 */
	public static List<Judgement> judge(final CompartmentModel model, final List<Example> examples) {
		final Judgement[] judgements = new Judgement[examples.size()];
		for (final int field : examples.stream().mapToInt(Example::field).distinct().toArray()) {
			final int[] which = IntStream.range(0, judgements.length).filter(i -> examples.get(i).field == field).toArray();
			final double[][] p = model.given(IntStream.of(which).mapToObj(i -> model.probabilities(examples.get(i).features)).toArray(
				double[][]::new), IntStream.of(which).mapToDouble(i -> examples.get(i).decayS).toArray());
			for (int i = 0; i < which.length; i++) judgements[which[i]] = new Judgement(p[i], examples.get(which[i]).kind);
		}
		return List.of(judgements);
	}

	private static List<Example> only(final List<Example> examples, final int[] which) {
		return IntStream.of(which).mapToObj(examples::get).toList();
	}

	private static void mustSuffice(final List<Example> examples) {
		for (final Compartment c : Compartment.values()) {
			final long n = examples.stream().filter(e -> e.kind == c).count();
			if (n < LEAST) throw new IllegalArgumentException("Training needs at least " + LEAST + " ROIs labelled " + c.word() + ", not " + n);
		}
	}

	private static CompartmentModel train(final Rows rows) {
		final double[][] held = new double[rows.kinds.length][];
		final int[] folds = rows.folds();
		for (int fold = 0; fold < FOLDS; fold++) {
			final CompartmentModel model = regress(rows.only(outside(folds, fold)));
			for (final int i : inside(folds, fold)) held[i] = model.logits(rows.features[i]);
		}
		final CompartmentModel all = regress(rows);
		return new CompartmentModel(all.features(), all.mean(), all.deviation(), all.weights(), temperature(held, rows.kinds), rows.kinds.length,
			null);
	}

	private static int[] inside(final int[] folds, final int fold) {
		return IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
	}

	private static int[] outside(final int[] folds, final int fold) {
		return IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
	}

	private static CompartmentModel regress(final Rows rows) {
		final double[][] x = rows.features;
		final int features = RoiShape.NAMES.length;
		final double[] mean = new double[features], deviation = new double[features];
		for (final double[] row : x) for (int f = 0; f < features; f++) mean[f] += row[f] / x.length;
		for (final double[] row : x) for (int f = 0; f < features; f++) deviation[f] += (row[f] - mean[f]) * (row[f] - mean[f]) / x.length;
		for (int f = 0; f < features; f++) deviation[f] = Math.max(1e-6, Math.sqrt(deviation[f]));
		final double[][] standard = Arrays.stream(x).map(row -> IntStream.range(0, features).mapToDouble(f -> (row[f] - mean[f]) / deviation[f])
			.toArray()).toArray(double[][]::new);
		return new CompartmentModel(RoiShape.NAMES, mean, deviation, MultinomialRegression.fit(standard, rows.kinds, KINDS), 1, x.length, null);
	}

	/**
	 * The temperature under which the true compartments are most likely, to a hundredth. Where no example is misjudged the
	 * coldest would be, so temperatures far from 1 need a reason: their logarithm is taken for normal with an SD of 1 beforehand.
	 *
	 * @param logits what models said that had not seen the examples
	 */
	private static double temperature(final double[][] logits, final int[] kinds) {
		double best = 1;
		double least = Double.MAX_VALUE;
		for (double t = 1 / HOTTEST; t <= HOTTEST; t *= 1.01) {
			double loss = Math.pow(Math.log(t), 2) / 2;
			for (int i = 0; i < kinds.length; i++) loss -= CompartmentModel.logSoftmax(logits[i], t)[kinds[i]];
			if (loss >= least) continue;
			least = loss;
			best = t;
		}
		return best;
	}
}

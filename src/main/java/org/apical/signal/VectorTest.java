package org.apical.signal;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Does the sign of a session's contrasts (error reduction minus increase) follow the neurons' causal role? The neuron is
 * the unit; roles are permuted among the P+ and P- neurons. A session has few neurons, so its p value says little: the
 * answer is the group's.
 *
 * @param contrast mean contrast of either population
 * @param plusNeurons P+ neurons with events in both epochs
 * @param minusNeurons P- neurons with events in both epochs
 * @param p two-sided, over role permutations (the true one among them)
 * @param roleAccuracy mean share of either population whose role a linear SVM, trained on the other neurons' residuals in
 *          the two epochs, tells; NaN with fewer than three neurons of either
 * @param roleP of that accuracy, over role permutations
 */
public record VectorTest(AnimalContrast contrast, int plusNeurons, int minusNeurons, double p, double roleAccuracy,
	double roleP)
{

	private static final int PERMUTATIONS = 2000;

	/**
	 * @throws GapException where a population has no neuron with events in both epochs
	 */
	public static VectorTest of(final EpochMeans means, final Role[] roles, final String animal, final long seed)
		throws GapException
	{
		final int[] used = IntStream.range(0, roles.length).filter(i -> roles[i] != null && roles[i] != Role.P0 && !Double.isNaN(
			means.contrast(i))).toArray();
		final int[] labels = Arrays.stream(used).map(i -> roles[i].sign()).toArray();
		final int plus = (int) Arrays.stream(labels).filter(l -> l > 0).count(), minus = labels.length - plus;
		if (plus == 0) throw new GapException("no P+ neuron has events in both error reduction and error increase");
		if (minus == 0) throw new GapException("no P- neuron has events in both error reduction and error increase");
		final double[] contrasts = Arrays.stream(used).mapToDouble(means::contrast).toArray();
		final AnimalContrast observed = new AnimalContrast(animal, mean(contrasts, labels, 1), mean(contrasts, labels, -1));

		final boolean decode = Math.min(plus, minus) >= 3;
		final double[][] features = new double[used.length][];
		for (int i = 0; i < used.length; i++) features[i] = new double[] { means.mean(Epoch.ERROR_REDUCTION, used[i]), means.mean(
			Epoch.ERROR_INCREASE, used[i]) };
		final LinearSvm svm = new LinearSvm(LinearSvm.gram(features), 10, 1e-3);
		final double[] decision = new double[used.length];
		if (decode) svm.leaveOneOut(labels, decision);
		final double accuracy = decode ? LinearSvm.accuracy(labels, decision) : Double.NaN;
		final SplittableRandom random = Seeds.random(seed, used.length);
		int atLeast = 1, accurate = 1;
		for (int permutation = 1; permutation < PERMUTATIONS; permutation++) {
			for (int i = labels.length - 1; i > 0; i--) {
				final int j = random.nextInt(i + 1), swap = labels[i];
				labels[i] = labels[j];
				labels[j] = swap;
			}
			final double separation = mean(contrasts, labels, 1) - mean(contrasts, labels, -1);
			if (Math.abs(separation) >= Math.abs(observed.separation()) - 1e-12) atLeast++;
			if (decode && svm.decodesAtLeast(labels, accuracy)) accurate++;
		}
		return new VectorTest(observed, plus, minus, (double) atLeast / PERMUTATIONS, accuracy, decode ? (double) accurate /
			PERMUTATIONS : Double.NaN);
	}

	/** P+ contrast minus P- contrast over neurons with events in both epochs; NaN where a population has none. */
	static double separation(final EpochMeans means, final Role[] roles) {
		final double[] sums = new double[2];
		final int[] n = new int[2];
		for (int i = 0; i < roles.length; i++) {
			if (roles[i] == null || roles[i] == Role.P0 || Double.isNaN(means.contrast(i))) continue;
			final int population = roles[i] == Role.P_PLUS ? 0 : 1;
			sums[population] += means.contrast(i);
			n[population]++;
		}
		return sums[0] / n[0] - sums[1] / n[1];
	}

	private static double mean(final double[] values, final int[] labels, final int label) {
		double sum = 0;
		int n = 0;
		for (int i = 0; i < values.length; i++)
			if (labels[i] == label) {
				sum += values[i];
				n++;
			}
		return sum / n;
	}
}

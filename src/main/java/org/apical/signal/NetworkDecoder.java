package org.apical.signal;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apical.recording.FrameStream;
import org.apical.recording.Progress;

/**
 * Does what the other somas did just before an event tell whether the dendrite will amplify or attenuate it? Features are
 * the others' mean rates in the seconds before, scaled to SD 1 over the neuron's events (without looking at labels) and
 * divided by the square root of their number; a linear support vector machine is trained without each event in turn and
 * asked for it, both classes weighing the same in every training set. The score is the mean of the two classes' hit
 * rates. It is judged against the same procedure with the neuron's labels shuffled.
 *
 * @param accuracy mean of the two classes' shares decoded rightly; 0.5 is chance
 * @param p share of label permutations, the true labelling among them, that score at least as well
 * @param confusion events by truth (row: attenuated, amplified) and prediction (column)
 * @param confidenceCorrelation correlation of the decision value with the residual
 */
public record NetworkDecoder(double accuracy, double p, int[][] confusion, double confidenceCorrelation) {

	/**
	 * @param windowS how long before an event activity is averaged, s
	 * @param cost of a violated margin
	 * @param permutations of the labels, 0 for no test
	 * @param minPerClass fewest amplified and fewest attenuated events
	 */
	public record Parameters(double windowS, double cost, int permutations, int minPerClass, long seed, int threads) {

		public static final Parameters DEFAULT = new Parameters(2, 1, 1000, 4, 1, FrameStream.defaultThreads());

		public Parameters withPermutations(final int n) {
			return new Parameters(windowS, cost, n, minPerClass, seed, threads);
		}

		public Parameters withSeed(final long s) {
			return new Parameters(windowS, cost, permutations, minPerClass, s, threads);
		}

		public Parameters withThreads(final int n) {
			return new Parameters(windowS, cost, permutations, minPerClass, seed, n);
		}
	}

	private static final double TOLERANCE = 1e-4;

	/** One thread's share of the work. */
	private static final class Slot {

		final LinearSvm svm;
		final int[] labels;
		boolean atLeast;

		Slot(final double[][] gram, final double cost) {
			svm = new LinearSvm(gram, cost, TOLERANCE);
			labels = new int[gram.length];
		}
	}

	/**
	 * @param neuron whose events they are; its own rate is no feature. Also the number that the permutations' seed is mixed
	 *          with
	 * @param frames of the events; those closer to the start than the window are left out
	 * @param z residuals of the events
	 * @param rates of all somas, somas x frames
	 * @throws GapException where one class has too few events, or there is no other soma
	 */
	public static NetworkDecoder of(final int neuron, final int[] frames, final double[] z, final float[][] rates,
		final double rateHz, final Parameters parameters, final Progress progress) throws GapException, IOException
	{
		final int window = Math.max(1, (int) Math.round(parameters.windowS * rateHz));
		final int[] used = IntStream.range(0, frames.length).filter(i -> frames[i] >= window && z[i] != 0)
			.toArray();
		final int[] labels = Arrays.stream(used).map(i -> z[i] > 0 ? 1 : -1).toArray();
		final int amplified = (int) Arrays.stream(labels).filter(l -> l > 0).count();
		if (rates.length < 2) throw new GapException("no other soma");
		if (Math.min(amplified, labels.length - amplified) < parameters.minPerClass) throw new GapException(amplified +
			" amplified and " + (labels.length - amplified) + " attenuated events, at least " + parameters.minPerClass +
			" of each needed");
		final double[][] features = features(neuron, frames, used, rates, window);
		if (Arrays.stream(features).flatMapToDouble(Arrays::stream).allMatch(v -> v == 0)) throw new GapException(
			"the other somas are alike, or silent, before all events");
		final double[][] gram = LinearSvm.gram(features);
		final double[] decision = new double[labels.length];
		new LinearSvm(gram, parameters.cost, TOLERANCE).leaveOneOut(labels, decision);
		final double accuracy = LinearSvm.accuracy(labels, decision);
		final long[] atLeast = { 1 };
		FrameStream.run(0, parameters.permutations, parameters.threads, () -> new Slot(gram, parameters.cost), (permutation,
			slot) -> {
			System.arraycopy(labels, 0, slot.labels, 0, labels.length);
			shuffle(slot.labels, Seeds.random(parameters.seed, neuron, permutation));
			slot.atLeast = slot.svm.decodesAtLeast(slot.labels, accuracy);
		}, (permutation, slot) -> {
			if (slot.atLeast) atLeast[0]++;
			progress.update("Decoding from the network", permutation + 1L, parameters.permutations);
		});
		final double p = parameters.permutations == 0 ? Double.NaN : atLeast[0] / (parameters.permutations + 1.0);
		final double[] residuals = Arrays.stream(used).mapToDouble(i -> z[i]).toArray();
		return new NetworkDecoder(accuracy, p, confusion(labels, decision), new PearsonsCorrelation().correlation(
			decision, residuals));
	}

	private static double[][] features(final int neuron, final int[] frames, final int[] used, final float[][] rates,
		final int window)
	{
		final double[][] features = new double[used.length][rates.length - 1];
		for (int e = 0; e < used.length; e++)
			for (int soma = 0, k = 0; soma < rates.length; soma++) {
				if (soma == neuron) continue;
				for (int t = frames[used[e]] - window; t < frames[used[e]]; t++) features[e][k] += rates[soma][t];
				k++;
			}
		for (int k = 0; k < rates.length - 1; k++) scale(features, k);
		return features;
	}

	/** Mean zero and SD 1 over events, so that a row of all features has a length of about one. A silent soma stays zero. */
	private static void scale(final double[][] features, final int k) {
		double mean = 0, squares = 0;
		for (final double[] row : features) mean += row[k] / features.length;
		for (final double[] row : features) squares += (row[k] - mean) * (row[k] - mean);
		final double scale = squares > 0 ? 1 / Math.sqrt(squares / features.length * features[0].length) : 0;
		for (final double[] row : features) row[k] = (row[k] - mean) * scale;
	}

	private static void shuffle(final int[] values, final SplittableRandom random) {
		for (int i = values.length - 1; i > 0; i--) {
			final int j = random.nextInt(i + 1), swap = values[i];
			values[i] = values[j];
			values[j] = swap;
		}
	}

	private static int[][] confusion(final int[] labels, final double[] decision) {
		final int[][] counts = new int[2][2];
		for (int i = 0; i < labels.length; i++) counts[labels[i] > 0 ? 1 : 0][decision[i] > 0 ? 1 : 0]++;
		return counts;
	}
}

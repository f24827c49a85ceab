package org.apical.signal;

import java.util.Arrays;

/**
 * Linear support vector machine with hinge loss, its bias counted as one more weight (Hsieh et al. 2008, the problem that
 * liblinear's solver 3 solves), by coordinate ascent on the dual and an active set that ends it.
 *
 * <p>It works on the Gram matrix, which many labellings of the same observations share. Both classes weigh the same: the
 * cost of an observation is C n / (2 n of its class), counted over the training set. So all trainings that leave out one
 * observation of the same class have the same costs, and start from the one solution with these costs and all observations.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
public final class LinearSvm {

	/**
	 * Square of the constant feature that stands for the bias, next to observations of length about one. A smaller one makes
	 * the bias dearer, a larger one couples all observations and slows the descent.
	 */
	public static final double BIAS = 0.1;
	/** How near a start has to be: a matter of speed, not of the result. */
	private static final double START_GAP = 1e-3;

	private final double cost, tolerance;
	private final SvmDual fold;
	private final SvmDual[] starts; // where a positive is left out, where a negative is
	private final ActiveSet[] sets;
	private final boolean[] settled = new boolean[2];
	private final double[] lean;
	private final Integer[] open;

	/**
	 * @param gram products of the observations, from {@link #gram}
	 * @param cost C, the price of a violated margin
	 * @param tolerance largest violation of the optimality conditions at which to stop
	 */
	public LinearSvm(final double[][] gram, final double cost, final double tolerance) {
		this.cost = cost;
		this.tolerance = tolerance;
		fold = new SvmDual(gram);
		starts = new SvmDual[] { new SvmDual(gram), new SvmDual(gram) };
		sets = new ActiveSet[] { new ActiveSet(gram), new ActiveSet(gram) };
		lean = new double[gram.length];
		open = new Integer[gram.length];
	}

	/** Inner products of observations (rows), each with a constant appended for the bias. */
	public static double[][] gram(final double[][] rows) {
		final double[][] gram = new double[rows.length][rows.length];
		for (int i = 0; i < rows.length; i++)
			for (int j = 0; j <= i; j++) {
				double sum = BIAS;
				for (int k = 0; k < rows[i].length; k++) sum += rows[i][k] * rows[j][k];
				gram[i][j] = gram[j][i] = sum;
			}
		return gram;
	}

	/**
	 * Trains on all observations.
	 *
	 * @param labels 1 or -1
	 * @return dual coefficients: the weights are the sum of coefficient times label times observation
	 */
	public double[] fit(final int[] labels) {
		fold.start(labels);
		bound(fold, positives(labels), labels.length - positives(labels));
		fold.solve(tolerance);
		return fold.alphas();
	}

	/**
	 * Trains once without each observation and asks for it.
	 *
	 * @param labels 1 or -1, at least two of each
	 * @param out filled with the decision value of each observation; its sign is the predicted class
	 */
	public void leaveOneOut(final int[] labels, final double[] out) {
		solveStarts(labels);
		for (int i = 0; i < labels.length; i++) {
			leaveOut(labels, i);
			fold.solve(tolerance);
			out[i] = fold.decision(i);
		}
	}

	/**
	 * Mean of the two classes' shares decoded rightly.
	 *
	 * @param labels 1 or -1
	 * @param decision value of each observation
	 */
	public static double accuracy(final int[] labels, final double[] decision) {
		final int positives = positives(labels);
		double accuracy = 0;
		for (int i = 0; i < labels.length; i++) if (labels[i] > 0 == decision[i] > 0) accuracy += share(labels, i, positives);
		return accuracy;
	}

	/**
	 * Whether leaving one out decodes at least as well as that. It needs only the decisions' signs, and of these only enough to
	 * tell, so it is much faster than all decision values.
	 *
	 * <p>Most signs are certain without a training: taking an observation out moves its decision away from its own label, by no
	 * more than its coefficient times its square (Jaakkola and Haussler 1999). A training ends as soon as the duality gap
	 * leaves no doubt about the sign.
	 *
	 * @param labels 1 or -1, at least two of each
	 * @param accuracy as {@link #accuracy} has it
	 */
	public boolean decodesAtLeast(final int[] labels, final double accuracy) {
		solveStarts(labels);
		final int positives = positives(labels);
		final double wanted = accuracy - 1e-12; // sums in another order differ by rounding
		double right = 0, undecided = 0, expected = 0;
		int n = 0;
		final double[] gap = { starts[0].gap(), starts[1].gap() };
		for (int i = 0; i < labels.length; i++) {
			final SvmDual start = start(labels[i]);
			final double g = gap[labels[i] > 0 ? 0 : 1], margin = start.margin(i), share = share(labels, i, positives);
			if (margin <= -start.error(i, g)) continue;
			if (start.alpha(i) == 0 ? margin > start.error(i, g) : margin > start.own(i) + g / start.alpha(i)) {
				right += share;
				continue;
			}
			undecided += share;
			lean[i] = margin - start.own(i) / 2;
			if (lean[i] > 0) expected += share;
			open[n++] = i;
		}
		final int towards = right + expected >= wanted ? -1 : 1; // first those that are likely to settle it
		Arrays.sort(open, 0, n, (a, b) -> towards * Double.compare(lean[a], lean[b]));
		for (int k = 0; k < n && right < wanted && right + undecided >= wanted; k++) {
			final double share = share(labels, open[k], positives);
			undecided -= share;
			if (isRight(labels, open[k])) right += share;
		}
		return right >= wanted;
	}

	private boolean isRight(final int[] labels, final int left) {
		leaveOut(labels, left);
		while (Math.abs(fold.decision(left)) <= fold.error(left, fold.gap()) && fold.sweep(tolerance));
		return labels[left] > 0 == fold.decision(left) > 0;
	}

	/** Near the solution without an observation; where its active set is found, there. */
	private void leaveOut(final int[] labels, final int left) {
		final int k = labels[left] > 0 ? 0 : 1;
		fold.startFrom(starts[k]);
		if (settled[k] && fold.alpha(left) > 0) sets[k].leave(left, fold);
		fold.leaveOut(left);
	}

	private void solveStarts(final int[] labels) {
		final int positives = positives(labels), negatives = labels.length - positives;
		if (Math.min(positives, negatives) < 2) throw new IllegalArgumentException(
			"Leaving one out needs at least two observations of each class");
		starts[0].start(labels);
		bound(starts[0], positives - 1, negatives);
		near(0);
		starts[1].startFrom(starts[0]);
		bound(starts[1], positives, negatives - 1);
		near(1);
	}

	private void near(final int k) {
		while (starts[k].sweep(tolerance) && starts[k].gap() > START_GAP);
		settled[k] = sets[k].settle(starts[k]);
	}

	private SvmDual start(final int label) {
		return starts[label > 0 ? 0 : 1];
	}

	/** Costs by class, counted over the training set. */
	private void bound(final SvmDual problem, final int positives, final int negatives) {
		final double all = positives + negatives;
		problem.bound(cost * all / (2 * positives), cost * all / (2 * negatives));
	}

	private static int positives(final int[] labels) {
		int n = 0;
		for (final int label : labels) if (label > 0) n++;
		return n;
	}

	private static double share(final int[] labels, final int i, final int positives) {
		return 0.5 / (labels[i] > 0 ? positives : labels.length - positives);
	}
}

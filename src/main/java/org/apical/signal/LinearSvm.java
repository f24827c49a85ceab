package org.apical.signal;

import java.util.Arrays;

/**
 * Linear support vector machine with hinge loss, its bias counted as one more weight (Hsieh et al. 2008, the problem that
 * liblinear's solver 3 solves), by coordinate descent on the dual. Leaving one observation out starts from the solution
 * with all of them, from which few steps lead to the new one.
 *
 * <p>It works on the Gram matrix, which many labellings of the same observations share. Both classes weigh the same: the
 * cost of an observation is C n / (2 n of its class), counted over the training set.
 *
 * <p>Not thread-safe: it owns its work arrays.
 */
public final class LinearSvm {

	/** Far beyond what a well-posed problem takes. */
	private static final int MAX_PASSES = 10_000;

	/**
	 * Square of the constant feature that stands for the bias, next to observations of length about one. A smaller one makes
	 * the bias dearer, a larger one couples all observations and slows the descent.
	 */
	public static final double BIAS = 0.1;

	private final double[][] gram;
	private final double cost, tolerance;
	private final int n;
	private final double[] alpha, decision, positivePart, foldAlpha, foldDecision, bound;

	/**
	 * @param gram products of the observations, from {@link #gram}
	 * @param cost C, the price of a violated margin
	 * @param tolerance largest violation of the optimality conditions at which to stop
	 */
	public LinearSvm(final double[][] gram, final double cost, final double tolerance) {
		this.gram = gram;
		this.cost = cost;
		this.tolerance = tolerance;
		n = gram.length;
		alpha = new double[n];
		decision = new double[n];
		positivePart = new double[n];
		foldAlpha = new double[n];
		foldDecision = new double[n];
		bound = new double[n];
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
		Arrays.fill(alpha, 0);
		Arrays.fill(decision, 0);
		bounds(labels, -1);
		descend(alpha, decision, labels);
		return alpha.clone();
	}

	/**
	 * Trains once without each observation and asks for it.
	 *
	 * @param labels 1 or -1, at least two of each
	 * @param out filled with the decision value of each observation; its sign is the predicted class
	 */
	public void leaveOneOut(final int[] labels, final double[] out) {
		fit(labels);
		Arrays.fill(positivePart, 0);
		int positive = -1, negative = -1; // one of each class, to compare its cost with
		for (int i = 0; i < n; i++) {
			if (labels[i] > 0) positive = i;
			else negative = i;
			if (labels[i] > 0 && alpha[i] > 0)
				for (int j = 0; j < n; j++) positivePart[j] += alpha[i] * gram[i][j];
		}
		final double before = bound[positive], beforeNegative = bound[negative];
		for (int left = 0; left < n; left++) {
			// costs of both classes change a little: scaling all coefficients with them keeps those at their bound there
			bounds(labels, left);
			final double up = bound[left == positive ? other(labels, positive) : positive] / before;
			final double down = bound[left == negative ? other(labels, negative) : negative] / beforeNegative;
			for (int i = 0; i < n; i++) {
				foldAlpha[i] = alpha[i] * (labels[i] > 0 ? up : down);
				foldDecision[i] = up * positivePart[i] + down * (decision[i] - positivePart[i]);
			}
			move(foldAlpha, foldDecision, labels, left, 0);
			descend(foldAlpha, foldDecision, labels);
			out[left] = foldDecision[left];
		}
	}

	private static int other(final int[] labels, final int of) {
		for (int i = 0; i < labels.length; i++)
			if (i != of && labels[i] == labels[of]) return i;
		throw new IllegalArgumentException("Leaving one out needs at least two observations of each class");
	}

	/** Costs by class in the training set; an observation left out has none, and so no weight. */
	private void bounds(final int[] labels, final int left) {
		int positive = 0, all = 0;
		for (int i = 0; i < n; i++) {
			if (i == left) continue;
			all++;
			if (labels[i] > 0) positive++;
		}
		final double costPositive = cost * all / (2.0 * positive), costNegative = cost * all / (2.0 * (all - positive));
		for (int i = 0; i < n; i++) bound[i] = i == left ? 0 : labels[i] > 0 ? costPositive : costNegative;
	}

	private void descend(final double[] a, final double[] f, final int[] labels) {
		boolean moved = true;
		for (int pass = 0; moved && pass < MAX_PASSES; pass++) {
			moved = false;
			for (int i = 0; i < n; i++) {
				final double slack = 1 - labels[i] * f[i]; // gradient of the dual, upwards
				if (slack > tolerance ? a[i] >= bound[i] : !(slack < -tolerance && a[i] > 0)) continue;
				move(a, f, labels, i, Math.max(0, Math.min(bound[i], a[i] + slack / gram[i][i])));
				moved = true;
			}
		}
	}

	private void move(final double[] a, final double[] f, final int[] labels, final int i, final double to) {
		final double step = (to - a[i]) * labels[i];
		final double[] row = gram[i];
		a[i] = to;
		for (int j = 0; j < n; j++) f[j] += step * row[j];
	}
}

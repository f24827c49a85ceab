package org.apical.signal;

import java.util.Arrays;

/**
 * The dual of one training problem of a linear support vector machine on its way to the solution: a coefficient for each
 * observation between 0 and its bound, and the decision values that follow. Both are changed together, so that a step costs
 * one row of the Gram matrix.
 */
final class SvmDual {

	/** Sweeps leave alone what violates the conditions less than this share of the last sweep's worst: most is gained by few. */
	private static final double WORTH = 0.3;
	/** Far beyond what a well-posed problem takes. */
	private static final int MAX_SWEEPS = 20_000;

	private final double[][] gram;
	private final double[] alpha, decision, bound;
	private int[] labels;
	private double worst;

	SvmDual(final double[][] gram) {
		this.gram = gram;
		alpha = new double[gram.length];
		decision = new double[gram.length];
		bound = new double[gram.length];
	}

	/** Begins anew, all coefficients zero. */
	void start(final int[] newLabels) {
		labels = newLabels;
		Arrays.fill(alpha, 0);
		Arrays.fill(decision, 0);
		worst = 1;
	}

	/** Takes over how far another problem of the same observations and labels has come. */
	void startFrom(final SvmDual other) {
		labels = other.labels;
		System.arraycopy(other.alpha, 0, alpha, 0, alpha.length);
		System.arraycopy(other.decision, 0, decision, 0, alpha.length);
		System.arraycopy(other.bound, 0, bound, 0, alpha.length);
		worst = other.worst;
	}

	/** Bounds the coefficients of each class. */
	void bound(final double positive, final double negative) {
		for (int i = 0; i < alpha.length; i++) {
			bound[i] = labels[i] > 0 ? positive : negative;
			if (alpha[i] > bound[i]) move(i, bound[i]);
		}
	}

	/** Takes an observation out of the problem. Its decision value goes on being kept. */
	void leaveOut(final int i) {
		bound[i] = 0;
		if (alpha[i] > 0) move(i, 0);
		worst = 1;
	}

	/** Goes on until the optimality conditions are violated by no more than {@code tolerance}. */
	void solve(final double tolerance) {
		for (int i = 0; i < MAX_SWEEPS && sweep(tolerance); i++);
	}

	/**
	 * One pass of coordinate ascent.
	 *
	 * @return whether the conditions were violated by more than {@code tolerance}
	 */
	boolean sweep(final double tolerance) {
		final double threshold = Math.max(tolerance, WORTH * worst);
		worst = 0;
		for (int i = 0; i < alpha.length; i++) {
			final double slack = 1 - labels[i] * decision[i]; // gradient of the dual, upwards
			if (slack > 0 ? alpha[i] >= bound[i] : alpha[i] <= 0) continue;
			final double violation = Math.abs(slack);
			if (violation > worst) worst = violation;
			if (violation > threshold) move(i, Math.max(0, Math.min(bound[i], alpha[i] + slack / gram[i][i])));
		}
		return worst > tolerance;
	}

	private void move(final int i, final double to) {
		final double step = (to - alpha[i]) * labels[i];
		final double[] row = gram[i];
		alpha[i] = to;
		for (int j = 0; j < decision.length; j++) decision[j] += step * row[j];
	}

	/**
	 * Primal minus dual objective. The true weights stand from these by no more than its square root, since both objectives
	 * are as curved as half the square of the weights; so a decision value errs by at most the root of gap times the
	 * observation's square.
	 */
	double gap() {
		double gap = 0;
		for (int i = 0; i < alpha.length; i++) {
			final double slack = 1 - labels[i] * decision[i];
			gap += bound[i] * Math.max(0, slack) - alpha[i] * slack;
		}
		return Math.max(0, gap);
	}

	/** Largest error of an observation's decision value with that gap. */
	double error(final int i, final double gap) {
		return Math.sqrt(gap * gram[i][i]);
	}

	/** Share of an observation's own coefficient in its decision value, towards its label. */
	double own(final int i) {
		return alpha[i] * gram[i][i];
	}

	double alpha(final int i) {
		return alpha[i];
	}

	double bound(final int i) {
		return bound[i];
	}

	int[] labels() {
		return labels;
	}

	/** Puts a solution found otherwise. */
	void set(final double[] newAlpha, final double[] newDecision) {
		System.arraycopy(newAlpha, 0, alpha, 0, alpha.length);
		System.arraycopy(newDecision, 0, decision, 0, alpha.length);
	}

	double[] alphas() {
		return alpha.clone();
	}

	double decision(final int i) {
		return decision[i];
	}

	/** Decision value times label: above zero where the observation lies on its own side. */
	double margin(final int i) {
		return labels[i] * decision[i];
	}
}

package org.apical.roi;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Multinomial logistic regression with a ridge: the one minimum of a convex loss, found by Newton's method, so that the same
 * examples give the same weights to the last digits, whatever the machine.
 */
final class MultinomialRegression {

	/** On each weight but the offsets: with standardised features it matters only where the classes can be parted wholly. */
	private static final double RIDGE = 1e-3;
	/** Offsets are known up to a common constant only; this little ridge fixes it. */
	private static final double OFFSET_RIDGE = 1e-9;
	private static final int MOST_STEPS = 100;
	private static final double SMALLEST_STEP = 1e-10;

	private final double[][] x;
	private final int[] kinds;
	private final int classes;
	private final int width;

	/** @param x standardised features, a row an example */
	private MultinomialRegression(final double[][] x, final int[] kinds, final int classes) {
		this.x = x;
		this.kinds = kinds;
		this.classes = classes;
		width = x[0].length + 1;
	}

	/**
	 * @param x standardised features, a row an example
	 * @param kinds each example's class
	 * @return one row a class: the offset, then one weight a feature
	 */
	static double[][] fit(final double[][] x, final int[] kinds, final int classes) {
		return new MultinomialRegression(x, kinds, classes).fit();
	}

	private double[][] fit() {
		double[] weights = new double[classes * width];
		double loss = loss(weights);
		for (int step = 0; step < MOST_STEPS; step++) {
			final double[] way = way(weights);
			double share = 1;
			double[] next = moved(weights, way, share);
			while (loss(next) > loss && share > 1e-6) next = moved(weights, way, share /= 2);
			weights = next;
			loss = loss(weights);
			if (Arrays.stream(way).map(Math::abs).max().getAsDouble() < SMALLEST_STEP) break;
		}
		final double[][] rows = new double[classes][];
		for (int k = 0; k < classes; k++) rows[k] = Arrays.copyOfRange(weights, k * width, (k + 1) * width);
		return rows;
	}

	private static double[] moved(final double[] weights, final double[] way, final double share) {
		final double[] next = weights.clone();
		for (int i = 0; i < next.length; i++) next[i] -= share * way[i];
		return next;
	}

	private double ridge(final int i) {
		return i % width == 0 ? OFFSET_RIDGE : RIDGE;
	}

	/** The i-th example's j-th input: 1 for the offset, then the features. */
	private double input(final int i, final int j) {
		return j == 0 ? 1 : x[i][j - 1];
	}

	private double[] logits(final double[] weights, final int i) {
		final double[] logits = new double[classes];
		for (int k = 0; k < classes; k++) for (int j = 0; j < width; j++) logits[k] += weights[k * width + j] * input(i, j);
		return logits;
	}

	private double loss(final double[] weights) {
		double loss = 0;
		for (int i = 0; i < x.length; i++) loss -= CompartmentModel.logSoftmax(logits(weights, i), 1)[kinds[i]] / x.length;
		for (int i = 0; i < weights.length; i++) loss += ridge(i) * weights[i] * weights[i] / 2;
		return loss;
	}

	/** The loss's gradient over its curvature. */
	private double[] way(final double[] weights) {
		final double[] gradient = new double[weights.length];
		final double[][] curvature = new double[weights.length][weights.length];
		for (int i = 0; i < weights.length; i++) {
			gradient[i] = ridge(i) * weights[i];
			curvature[i][i] = ridge(i);
		}
		for (int i = 0; i < x.length; i++) {
			final double[] p = Arrays.stream(CompartmentModel.logSoftmax(logits(weights, i), 1)).map(Math::exp).toArray();
			for (int k = 0; k < classes; k++) for (int a = 0; a < width; a++) {
				gradient[k * width + a] += (p[k] - (kinds[i] == k ? 1 : 0)) * input(i, a) / x.length;
				for (int l = 0; l < classes; l++) for (int b = 0; b < width; b++) {
					curvature[k * width + a][l * width + b] += p[k] * ((k == l ? 1 : 0) - p[l]) * input(i, a) * input(i, b) / x.length;
				}
			}
		}
		return new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false), 1e-9, 1e-14).getSolver().solve(new ArrayRealVector(gradient,
			false)).toArray();
	}
}

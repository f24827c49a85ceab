package org.apical.roi;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * Multinomial logistic regression with a ridge: the one minimum of a convex loss, found by Newton's method, so that the
 * weights follow from the examples and not from where a search began or was stopped.
 */
final class MultinomialRegression {

	/** On each weight. Of 1e-2 to 1e-6 the one under which fields held back are most likely; it leaves the temperature near 1. */
	private static final double RIDGE = 1e-4;
	private static final int MOST_STEPS = 100;
	/** What is left to gain when the last step is taken; the error left in the weights is far smaller than its root. */
	private static final double LEAST_GAIN = 1e-12;

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
		final double[] weights = new double[classes * width];
		for (int step = 0; step < MOST_STEPS; step++) if (step(weights) < LEAST_GAIN) break;
		final double[][] rows = new double[classes][];
		for (int k = 0; k < classes; k++) rows[k] = Arrays.copyOfRange(weights, k * width, (k + 1) * width);
		return rows;
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
		for (final double w : weights) loss += RIDGE * w * w / 2;
		return loss;
	}

	/**
	 * Moves the weights by the loss's gradient over its curvature, by less where that would overshoot.
	 *
	 * @return twice what the step would gain were the loss a parabola
	 */
	private double step(final double[] weights) {
		final double[] gradient = new double[weights.length];
		final double[][] curvature = new double[weights.length][weights.length];
		for (int i = 0; i < weights.length; i++) {
			gradient[i] = RIDGE * weights[i];
			curvature[i][i] = RIDGE;
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
		final RealVector slope = new ArrayRealVector(gradient, false);
		final RealVector way = new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false), 1e-9, 1e-14).getSolver().solve(slope);
		final double gain = slope.dotProduct(way), before = loss(weights);
		double[] next = minus(weights, way, 1);
		for (double share = 0.5; gain > LEAST_GAIN && loss(next) > before; share /= 2) next = minus(weights, way, share);
		System.arraycopy(next, 0, weights, 0, next.length);
		return gain;
	}

	private static double[] minus(final double[] weights, final RealVector way, final double share) {
		final double[] next = weights.clone();
		for (int i = 0; i < next.length; i++) next[i] -= share * way.getEntry(i);
		return next;
	}
}

package org.apical.motion;

import java.io.Serializable;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * What is known of the motion within a frame before looking at it: a Gaussian process (Rasmussen & Williams 2006,
 * ch. 4) around a displacement of the whole frame about which nothing is assumed.
 *
 * @param deviationY standard deviation from the frame's mean along y, px
 * @param deviationX along x, px
 * @param length distance over which the displacement changes, px or rows
 * @param kernel how smoothly it changes
 */
record SmoothnessPrior(double deviationY, double deviationX, double length, Kernel kernel) implements Serializable {

	/** Correlation as a function of distance: Matérn of order 3/2 and 5/2, and the Gaussian, each smoother than the one before. */
	enum Kernel {

		ROUGH {

			@Override
			double correlation(final double r) {
				final double q = Math.sqrt(3) * r;
				return (1 + q) * Math.exp(-q);
			}
		},
		SMOOTH {

			@Override
			double correlation(final double r) {
				final double q = Math.sqrt(5) * r;
				return (1 + q + q * q / 3) * Math.exp(-q);
			}
		},
		GAUSSIAN {

			@Override
			double correlation(final double r) {
				return Math.exp(-0.5 * r * r);
			}
		};

		/** @param r distance over length */
		abstract double correlation(double r);
	}

	/** Variance of the whole frame's displacement, px²: as good as unknown. */
	private static final double FREE = 1e3;

	/** Share of the variance that neighbours do not have in common; keeps the matrix well conditioned. */
	private static final double ROUGHNESS = 1e-3;

	/** The smallest deviation that is told from none, px. */
	static final double LEAST_DEVIATION = 0.01;

	/** Inverse covariance of the knots, y and x taking turns: 2 knots x 2 knots, row by row. */
	double[] precision(final KnotGeometry geometry) {
		final int k = geometry.knots();
		final double[] precision = new double[4 * k * k];
		for (int axis = 0; axis < 2; axis++) {
			final double s = Math.max(LEAST_DEVIATION, axis == 0 ? deviationY : deviationX);
			final double[][] covariance = new double[k][k];
			for (int i = 0; i < k; i++) for (int j = 0; j < k; j++) {
				covariance[i][j] = FREE + s * s * (kernel.correlation(geometry.distance(i, j) / length) + (i == j ? ROUGHNESS : 0));
			}
			final double[][] inverse = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 1e-9, 0).getSolver()
				.getInverse().getData();
			for (int i = 0; i < k; i++) for (int j = 0; j < k; j++) precision[(2 * i + axis) * 2 * k + 2 * j + axis] =
				inverse[i][j];
		}
		return precision;
	}
}

package org.apical.signal;

import java.util.Arrays;

import org.apache.commons.math3.stat.StatUtils;

/** Ways to draw a line through a neuron's events. */
public enum LineFit {

	/** Ordinary least squares, as published: all scatter is the dendrite's. */
	LEAST_SQUARES {

		@Override
		public Line fit(final double[] x, final double[] y) {
			return weighted(x, y, ones(x.length));
		}
	},

	/**
	 * Huber's M-estimator (k = 1.345, scale from the median absolute residual, iterated weights): a few very large dendritic
	 * events do not turn the line.
	 */
	ROBUST {

		@Override
		public Line fit(final double[] x, final double[] y) {
			Line line = weighted(x, y, ones(x.length));
			final double[] weights = new double[x.length];
			for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
				final double scale = medianAbsolute(line, x, y) / NORMAL_QUARTILE;
				if (!(scale > 0)) return line;
				for (int i = 0; i < x.length; i++) weights[i] = Math.min(1, HUBER * scale / Math.abs(y[i] - line.at(x[i])));
				final Line next = weighted(x, y, weights);
				final double moved = Math.abs(next.slope() - line.slope()) / (1e-12 + Math.abs(line.slope()));
				line = next;
				if (moved < 1e-10) break;
			}
			return line;
		}
	},

	/**
	 * Errors in both variables, since the soma's magnitude is noisy too. The ratio of the noise variances is taken as that
	 * of the variances, which makes it the geometric-mean (reduced major axis) regression: its slope does not shrink with
	 * the soma's noise. Residuals from it correlate with the soma's magnitude wherever the two are not perfectly related.
	 */
	ERRORS_IN_VARIABLES {

		@Override
		public Line fit(final double[] x, final double[] y) {
			final double sign = Math.signum(weighted(x, y, ones(x.length)).slope());
			final double slope = sign * Math.sqrt(StatUtils.variance(y) / StatUtils.variance(x));
			return new Line(StatUtils.mean(y) - slope * StatUtils.mean(x), slope);
		}
	};

	private static final int MAX_ITERATIONS = 500;
	private static final double HUBER = 1.345, NORMAL_QUARTILE = 0.6744897501960817;

	/**
	 * @param x somatic magnitudes, not all the same
	 * @param y dendritic magnitudes, as many
	 */
	public abstract Line fit(double[] x, double[] y);

	private static Line weighted(final double[] x, final double[] y, final double[] weights) {
		double w = 0, mx = 0, my = 0, sxx = 0, sxy = 0;
		for (int i = 0; i < x.length; i++) {
			w += weights[i];
			mx += weights[i] * x[i];
			my += weights[i] * y[i];
		}
		mx /= w;
		my /= w;
		for (int i = 0; i < x.length; i++) {
			sxx += weights[i] * (x[i] - mx) * (x[i] - mx);
			sxy += weights[i] * (x[i] - mx) * (y[i] - my);
		}
		return new Line(my - sxy / sxx * mx, sxy / sxx);
	}

	private static double[] ones(final int n) {
		final double[] ones = new double[n];
		Arrays.fill(ones, 1);
		return ones;
	}

	private static double medianAbsolute(final Line line, final double[] x, final double[] y) {
		final double[] residuals = new double[x.length];
		for (int i = 0; i < x.length; i++) residuals[i] = Math.abs(y[i] - line.at(x[i]));
		Arrays.sort(residuals);
		final int half = residuals.length / 2;
		return residuals.length % 2 == 1 ? residuals[half] : (residuals[half - 1] + residuals[half]) / 2;
	}
}

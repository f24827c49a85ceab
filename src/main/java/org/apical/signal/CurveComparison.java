package org.apical.signal;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Akaike's information criterion of three curves through a neuron's events, each fitted by least squares with two
 * coefficients: n ln(RSS / n) + 2 k, k = 3 with the variance. The lowest describes the events best.
 *
 * @param linear of a + b x
 * @param exponential of a exp(b x)
 * @param logarithmic of a + b ln x; NaN where a somatic magnitude is not above zero
 */
public record CurveComparison(double linear, double exponential, double logarithmic) {

	/** Growth over the data's range that the exponential may take, as a power of e. */
	private static final double MAX_GROWTH = 20;
	private static final int GRID = 80;

	public static CurveComparison of(final double[] x, final double[] y) {
		final double[] logX = new double[x.length];
		for (int i = 0; i < x.length; i++) logX[i] = Math.log(x[i]);
		return new CurveComparison(aic(lineError(x, y), x.length), aic(exponentialError(x, y), x.length), aic(lineError(logX, y),
			x.length));
	}

	/** Name of the best curve. */
	public String best() {
		if (linear <= exponential && !(logarithmic < linear)) return "linear";
		return logarithmic < exponential ? "logarithmic" : "exponential";
	}

	private static double aic(final double squares, final int n) {
		return n * Math.log(squares / n) + 6;
	}

	private static double lineError(final double[] x, final double[] y) {
		final Line line = LineFit.LEAST_SQUARES.fit(x, y);
		double sum = 0;
		for (int i = 0; i < x.length; i++) sum += (y[i] - line.at(x[i])) * (y[i] - line.at(x[i]));
		return sum;
	}

	/** For a given rate b the best a is known, so the search is over b alone: a grid first, since it may have several minima. */
	private static double exponentialError(final double[] x, final double[] y) {
		double top = 0;
		for (final double value : x) top = Math.max(top, Math.abs(value));
		final double step = 2 * MAX_GROWTH / top / GRID;
		double best = 0;
		for (int i = -GRID / 2; i <= GRID / 2; i++)
			if (exponentialError(x, y, i * step) < exponentialError(x, y, best)) best = i * step;
		return new BrentOptimizer(1e-10, 1e-14).optimize(new MaxEval(500), GoalType.MINIMIZE, new SearchInterval(best - step,
			best + step, best), new UnivariateObjectiveFunction(b -> exponentialError(x, y, b))).getValue();
	}

	private static double exponentialError(final double[] x, final double[] y, final double b) {
		double ye = 0, ee = 0, yy = 0;
		for (int i = 0; i < x.length; i++) {
			final double e = Math.exp(b * x[i]);
			ye += y[i] * e;
			ee += e * e;
			yy += y[i] * y[i];
		}
		return Math.max(yy - ye * ye / ee, 1e-300);
	}
}

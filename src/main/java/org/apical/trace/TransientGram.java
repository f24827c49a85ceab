package org.apical.trace;

/**
 * Scalar products of transients that begin at different frames of one window, and the equations made of them.
 *
 * <p>A transient is (d^(k+1) - r^(k+1)) / (d - r) at its k-th frame, so each product is a sum of three geometric series.
 * Not thread-safe: it owns its work arrays.
 */
final class TransientGram {

	/** Added to the diagonal, relatively: keeps neighbours at a high frame rate from being singular. */
	private static final double RIDGE = 1e-11;

	private final double[] decays;
	private final double[] rises;
	private final double[] decaySquares;
	private final double[] crossed;
	private final double[] riseSquares;
	private final double scale;
	private final double[][] factor;

	TransientGram(final double d, final double r, final int window) {
		decays = new double[window + 2];
		rises = new double[window + 2];
		for (int i = 0; i < decays.length; i++) {
			decays[i] = Math.pow(d, i);
			rises[i] = Math.pow(r, i);
		}
		decaySquares = series(d * d, window);
		crossed = series(d * r, window);
		riseSquares = series(r * r, window);
		scale = 1 / ((d - r) * (d - r));
		factor = new double[window][window];
	}

	private static double[] series(final double x, final int n) {
		final double[] sums = new double[n + 1];
		double term = 1;
		for (int i = 0; i < n; i++, term *= x) sums[i + 1] = sums[i] + term;
		return sums;
	}

	/** Product of transients that begin lag frames apart, the later one seen for n frames. */
	double product(final int lag, final int n) {
		return scale * (decays[lag + 1] * decays[1] * decaySquares[n] -
			(decays[lag + 1] * rises[1] + rises[lag + 1] * decays[1]) * crossed[n] +
			rises[lag + 1] * rises[1] * riseSquares[n]);
	}

	/**
	 * Solves for the sizes of transients by Cholesky's factorisation.
	 *
	 * @param begins first frames, ascending
	 * @param n how many
	 * @param frames length of the window
	 * @param x the right-hand sides, replaced by the solution
	 */
	void solve(final int[] begins, final int n, final int frames, final double[] x) {
		for (int i = 0; i < n; i++) {
			final double[] row = factor[i];
			for (int j = 0; j <= i; j++) {
				final double[] other = factor[j];
				double sum = product(begins[i] - begins[j], frames - begins[i]);
				if (i == j) sum *= 1 + RIDGE;
				for (int k = 0; k < j; k++) sum -= row[k] * other[k];
				row[j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / other[j];
			}
			double sum = x[i];
			for (int k = 0; k < i; k++) sum -= row[k] * x[k];
			x[i] = sum / row[i];
		}
		for (int i = n - 1; i >= 0; i--) {
			double sum = x[i];
			for (int k = i + 1; k < n; k++) sum -= factor[k][i] * x[k];
			x[i] = sum / factor[i][i];
		}
	}
}

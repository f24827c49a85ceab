package org.apical.motion;

/**
 * Gauss-Newton for one displacement: the weighted linear least-squares fit of a frame by {@code gain * template(x - d) +
 * offset}, linearised in d. With weights of one over the expected variance this is Fisher scoring of the Poisson
 * likelihood. Holds its result in fields, so that nothing is allocated per frame.
 */
final class RigidStep {

	/** Unknowns: displacement along y and x (times the gain), gain, offset. */
	private static final int N = 4;

	/** Added information per axis, 1 / px^2: keeps the step finite along an axis that the template does not tell about. */
	private static final double DAMPING = 1e-3;

	/** Relative error of a product of single precision, with some room. */
	private static final double ROUNDING = 3e-7;

	double dy;
	double dx;
	double gain;
	double offset;
	/** Standard error per axis, px. */
	double sigma;
	/**
	 * How clearly the template is seen at this place: the square root of twice the log-likelihood ratio of the fit and a
	 * constant frame, their noise's strength left open. In photon noise it is the gain over its standard error.
	 */
	double z;

	private final double[][] matrix = new double[N][2 * N];
	private final double[] diagonal = new double[N];
	private final double[] right = new double[N];

	/**
	 * Iterates from the present (dy, dx).
	 *
	 * @param match of the whole frame
	 * @param tolerance stop when a step is shorter, px
	 */
	void solve(final CellMatch match, final LevelPixels frame, final int iterations, final double tolerance) {
		z = Double.NaN;
		for (int k = 0; k < iterations; k++) {
			if (!match.evaluate(0, dy, dx, frame)) return;
			final double length = step(match);
			if (!(length >= tolerance)) return;
		}
	}

	/** @return the length of the step, px, or NaN where there is none */
	private double step(final CellMatch m) {
		fill(m);
		if (!(m.yy + m.xx + m.tt + m.one > 0)) return Double.NaN;
		for (int i = 0; i < N; i++) diagonal[i] = matrix[i][i];
		matrix[0][0] += DAMPING;
		matrix[1][1] += DAMPING;
		if (!invert()) return Double.NaN;
		final double y = row(0);
		final double x = row(1);
		gain = row(2);
		offset = row(3);
		z = gain > 0 ? clarity(m, y, x) : 0;
		// A gain near or below zero carries no shift; then steps are taken as if the gain were small but sound.
		final double g = Math.max(gain, 0.1);
		final double length = Math.hypot(y, x) / g;
		final double limit = length > 1 ? 1 / length : 1;
		if (!Double.isNaN(length)) {
			dy += limit * y / g;
			dx += limit * x / g;
		}
		sigma = Math.sqrt(0.5 * (matrix[0][N] + matrix[1][N + 1]) / g);
		return length;
	}

	private double clarity(final CellMatch m, final double y, final double x) {
		final double constant = m.nn - m.n1 * m.n1 / m.one;
		// what a blank frame leaves is the rounding of its products
		if (constant < ROUNDING * m.nn) return 0;
		final double fitted = m.nn - y * right[0] - x * right[1] - gain * right[2] - offset * right[3];
		return Math.sqrt(m.count * Math.max(0, Math.log(constant / Math.max(fitted, 1e-9 * constant))));
	}

	private void fill(final CellMatch m) {
		row(0, m.yy, m.yx, m.yt, m.y1, m.ny);
		row(1, m.yx, m.xx, m.xt, m.x1, m.nx);
		row(2, m.yt, m.xt, m.tt, m.t1, m.nt);
		row(3, m.y1, m.x1, m.t1, m.one, m.n1);
	}

	private void row(final int i, final double y, final double x, final double t, final double one, final double n) {
		final double[] r = matrix[i];
		r[0] = y;
		r[1] = x;
		r[2] = t;
		r[3] = one;
		right[i] = n;
	}

	private double row(final int i) {
		double sum = 0;
		for (int j = 0; j < N; j++) sum += matrix[i][N + j] * right[j];
		return sum;
	}

	/** Inverts the left half into the right half by Gauss-Jordan elimination on the scaled matrix. */
	private boolean invert() {
		for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) matrix[i][N + j] = i == j ? 1 : 0;
		for (int i = 0; i < N; i++) {
			final double pivot = matrix[i][i];
			if (!(pivot > 1e-10 * diagonal[i])) return false;
			for (int j = 0; j < 2 * N; j++) matrix[i][j] /= pivot;
			for (int r = 0; r < N; r++) {
				if (r == i) continue;
				final double f = matrix[r][i];
				if (f != 0) for (int j = 0; j < 2 * N; j++) matrix[r][j] -= f * matrix[i][j];
			}
		}
		return true;
	}
}

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

	double dy;
	double dx;
	double gain;
	double offset;
	/** Standard error per axis, px. */
	double sigma;
	/** How many standard errors the gain stands above zero: how surely the template is seen at this place. */
	double z;

	private final double[] normal = new double[N * (N + 1) / 2];
	private final double[] right = new double[N];
	private final double[][] matrix = new double[N][2 * N];

	/**
	 * Iterates from the present (dy, dx).
	 *
	 * @param tolerance stop when a step is shorter, px
	 * @return whether it converged
	 */
	boolean solve(final InformativePixels pixels, final float[] frame, final int iterations, final double tolerance) {
		for (int k = 0; k < iterations; k++) {
			final double length = step(pixels, pixels.core, frame);
			if (Double.isNaN(length)) return false;
			if (length < tolerance) return true;
		}
		return false;
	}

	/** One more step on all informative pixels: from a start within the error of the answer it is the best there is. */
	void finish(final InformativePixels pixels, final float[] frame) {
		step(pixels, pixels.size, frame);
	}

	/** @return the length of the step, px, or NaN where there is none */
	private double step(final InformativePixels pixels, final int count, final float[] frame) {
		accumulate(pixels, count, frame);
		int k = 0;
		double trace = 0;
		for (int i = 0; i < N; i++) for (int j = i; j < N; j++) {
			matrix[i][j] = matrix[j][i] = normal[k++];
			if (i == j) trace += matrix[i][j];
		}
		if (!(trace > 0)) return Double.NaN;
		matrix[0][0] += DAMPING;
		matrix[1][1] += DAMPING;
		if (!invert()) return Double.NaN;
		final double y = row(0);
		final double x = row(1);
		gain = row(2);
		offset = row(3);
		z = gain / Math.sqrt(matrix[2][N + 2]);
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
			if (!(pivot > 1e-10 * normal[diagonal(i)])) return false;
			for (int j = 0; j < 2 * N; j++) matrix[i][j] /= pivot;
			for (int r = 0; r < N; r++) {
				if (r == i) continue;
				final double f = matrix[r][i];
				if (f != 0) for (int j = 0; j < 2 * N; j++) matrix[r][j] -= f * matrix[i][j];
			}
		}
		return true;
	}

	private static int diagonal(final int i) {
		return i * N - i * (i - 1) / 2;
	}

	private void accumulate(final InformativePixels pixels, final int count, final float[] frame) {
		final int w = pixels.width;
		final int h = pixels.height;
		final int oy = (int) Math.rint(dy);
		final int ox = (int) Math.rint(dx);
		final float u = (float) (oy - dy);
		final float v = (float) (ox - dx);
		final float uu = u * u;
		final float uv = u * v;
		final float vv = v * v;
		final float[] p = pixels.polynomial;
		final short[] py = pixels.y;
		final short[] px = pixels.x;
		final float[] weight = pixels.weight;
		double yy = 0, yx = 0, yt = 0, y1 = 0, xx = 0, xt = 0, x1 = 0, tt = 0, t1 = 0, one = 0;
		double ny = 0, nx = 0, nt = 0, n1 = 0;
		for (int i = 0, c = 0; i < count; i++, c += InformativePixels.TERMS) {
			final int row = py[i] + oy;
			final int column = px[i] + ox;
			if (row < 0 || column < 0 || row >= h || column >= w) continue;
			final float n = frame[row * w + column];
			if (n != n) continue;
			final float t = p[c] + u * p[c + 1] + v * p[c + 2] + uu * (p[c + 3] + u * p[c + 6] + v * p[c + 7]) + uv *
				p[c + 4] + vv * (p[c + 5] + u * p[c + 8] + v * p[c + 9]);
			final float gy = -(p[c + 1] + 2 * u * p[c + 3] + v * p[c + 4] + 3 * uu * p[c + 6] + 2 * uv * p[c + 7] + vv *
				p[c + 8]);
			final float gx = -(p[c + 2] + u * p[c + 4] + 2 * v * p[c + 5] + uu * p[c + 7] + 2 * uv * p[c + 8] + 3 * vv *
				p[c + 9]);
			final float k = weight[i];
			final float ky = k * gy;
			final float kx = k * gx;
			final float kt = k * t;
			yy += ky * gy;
			yx += ky * gx;
			yt += ky * t;
			y1 += ky;
			xx += kx * gx;
			xt += kx * t;
			x1 += kx;
			tt += kt * t;
			t1 += kt;
			one += k;
			ny += ky * n;
			nx += kx * n;
			nt += kt * n;
			n1 += k * n;
		}
		final double[] a = normal;
		a[0] = yy;
		a[1] = yx;
		a[2] = yt;
		a[3] = y1;
		a[4] = xx;
		a[5] = xt;
		a[6] = x1;
		a[7] = tt;
		a[8] = t1;
		a[9] = one;
		right[0] = ny;
		right[1] = nx;
		right[2] = nt;
		right[3] = n1;
	}
}

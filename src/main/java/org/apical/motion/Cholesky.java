package org.apical.motion;

/** Solves symmetric positive definite systems in arrays that are used again. */
public final class Cholesky {

	private final int n;
	private final double[] factor;

	/** @param n unknowns */
	public Cholesky(final int n) {
		this.n = n;
		factor = new double[n * n];
	}

	/**
	 * @param a n x n, row by row; only the lower triangle is read
	 * @return whether the matrix is positive definite
	 */
	public boolean factor(final double[] a) {
		for (int i = 0; i < n; i++) {
			final int ri = i * n;
			for (int j = 0; j <= i; j++) {
				final int rj = j * n;
				double sum = a[ri + j];
				for (int k = 0; k < j; k++) sum -= factor[ri + k] * factor[rj + k];
				if (j < i) factor[ri + j] = sum / factor[rj + j];
				else {
					if (!(sum > 0)) return false;
					factor[ri + i] = Math.sqrt(sum);
				}
			}
		}
		return true;
	}

	/** Solves for the last factored matrix; {@code b} becomes the solution. */
	public void solve(final double[] b) {
		for (int i = 0; i < n; i++) {
			double sum = b[i];
			for (int k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
			b[i] = sum / factor[i * n + i];
		}
		for (int i = n - 1; i >= 0; i--) {
			double sum = b[i];
			for (int k = i + 1; k < n; k++) sum -= factor[k * n + i] * b[k];
			b[i] = sum / factor[i * n + i];
		}
	}

	/** Logarithm of the last factored matrix's determinant. */
	double logDeterminant() {
		double sum = 0;
		for (int i = 0; i < n; i++) sum += Math.log(factor[i * n + i]);
		return 2 * sum;
	}
}

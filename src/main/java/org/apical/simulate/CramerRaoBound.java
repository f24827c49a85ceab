package org.apical.simulate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The smallest error with which any unbiased estimator can find a frame's displacement when it knows the noise-free
 * image: the inverse of the Fisher information of the frame's pixels.
 *
 * <p>A pixel with mean mu photons and variance mu + v (photon noise, and v of read noise and rounding) contributes the
 * outer product of its derivatives with respect to the parameters over that variance. This is exact for photon noise and
 * a close lower estimate of the information where read noise adds to it (Kay 1993, Fundamentals of Statistical Signal
 * Processing I, ch. 3; for images Robinson and Milanfar 2004, IEEE Trans Image Process 13:1185).
 *
 * <p>Images are row by row and in photons; {@code gradientY} and {@code gradientX} are the derivatives of the expected
 * image along rows and columns, photons per px (their sign does not matter).
 */
public final class CramerRaoBound {

	private CramerRaoBound() {}

	/**
	 * Standard deviation of a rigid shift per axis, px: the root of the mean of both axes' variances.
	 *
	 * @param extraVariance variance of a pixel beside photon noise, photons²
	 */
	public static double rigid(final float[] expected, final float[] gradientY, final float[] gradientX,
		final double extraVariance)
	{
		return rigid(expected, gradientY, gradientX, extraVariance, false);
	}

	/** The same where the frame's gain and offset are not known either and have to be found along. */
	public static double rigidWithGain(final float[] expected, final float[] gradientY, final float[] gradientX,
		final double extraVariance)
	{
		return rigid(expected, gradientY, gradientX, extraVariance, true);
	}

	private static double rigid(final float[] mu, final float[] gy, final float[] gx, final double extraVariance,
		final boolean gain)
	{
		final int n = gain ? 4 : 2;
		final double[][] fisher = new double[n][n];
		final double[] d = new double[4];
		for (int i = 0; i < mu.length; i++) {
			d[0] = gy[i];
			d[1] = gx[i];
			d[2] = mu[i];
			d[3] = 1;
			addOuter(fisher, d, n, 1 / (mu[i] + extraVariance));
		}
		final RealMatrix covariance = inverse(fisher);
		return Math.sqrt((covariance.getEntry(0, 0) + covariance.getEntry(1, 1)) / 2);
	}

	/**
	 * RMS error of the rows' displacements per axis, px, where displacement is a linear spline in scan time with a given
	 * number of free knots spread evenly from the first row to the last.
	 *
	 * @param width pixels in a row
	 * @param knots free knots in a frame; 1 stands for a rigid shift
	 */
	public static double lines(final float[] expected, final float[] gradientY, final float[] gradientX, final int width,
		final int knots, final double extraVariance)
	{
		final int height = expected.length / width;
		final double[][] fisher = new double[2 * knots][2 * knots];
		final double[][] row = new double[2][2];
		final double[] d = new double[2];
		for (int r = 0; r < height; r++) {
			row[0][0] = row[0][1] = row[1][0] = row[1][1] = 0;
			for (int i = r * width; i < (r + 1) * width; i++) {
				d[0] = gradientY[i];
				d[1] = gradientX[i];
				addOuter(row, d, 2, 1 / (expected[i] + extraVariance));
			}
			final double[] w = hat(r, height, knots);
			for (int j = 0; j < knots; j++) {
				for (int k = 0; k < knots; k++) {
					for (int a = 0; a < 4; a++) fisher[2 * j + a / 2][2 * k + a % 2] += w[j] * w[k] * row[a / 2][a % 2];
				}
			}
		}
		final RealMatrix covariance = inverse(fisher);
		double sum = 0;
		for (int r = 0; r < height; r++) {
			final double[] w = hat(r, height, knots);
			for (int j = 0; j < knots; j++) {
				for (int k = 0; k < knots; k++) sum += w[j] * w[k] * (covariance.getEntry(2 * j, 2 * k) + covariance.getEntry(2 * j + 1, 2 *
					k + 1)) / 2;
			}
		}
		return Math.sqrt(sum / height);
	}

	/** Weight of each knot in a row. */
	private static double[] hat(final int row, final int height, final int knots) {
		final double[] w = new double[knots];
		final double place = knots == 1 ? 0 : (double) row / (height - 1) * (knots - 1);
		for (int k = 0; k < knots; k++) w[k] = Math.max(0, 1 - Math.abs(place - k));
		return w;
	}

	private static void addOuter(final double[][] into, final double[] d, final int n, final double weight) {
		for (int j = 0; j < n; j++) {
			for (int k = 0; k < n; k++) into[j][k] += weight * (d[j] * d[k]);
		}
	}

	private static RealMatrix inverse(final double[][] fisher) {
		return new CholeskyDecomposition(new Array2DRowRealMatrix(fisher, false)).getSolver().getInverse();
	}
}

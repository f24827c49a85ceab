package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.Test;

public class CholeskyTest {

	private static RealMatrix positiveDefinite(final int n, final Random random) {
		final double[][] a = new double[n][n];
		for (final double[] row : a) for (int j = 0; j < n; j++) row[j] = random.nextGaussian();
		final RealMatrix m = new Array2DRowRealMatrix(a, false);
		final RealMatrix square = m.multiply(m.transpose());
		for (int i = 0; i < n; i++) square.addToEntry(i, i, 0.1);
		return square;
	}

	private static double[] flat(final RealMatrix m) {
		final int n = m.getRowDimension();
		final double[] flat = new double[n * n];
		for (int i = 0; i < n; i++) System.arraycopy(m.getRow(i), 0, flat, i * n, n);
		return flat;
	}

	@Test
	public void solutionAndDeterminantAgreeWithCommonsMath() {
		final Random random = new Random(1);
		for (final int n : new int[] { 1, 2, 7, 50 }) {
			final Cholesky cholesky = new Cholesky(n);
			for (int k = 0; k < 3; k++) {
				final RealMatrix a = positiveDefinite(n, random);
				final CholeskyDecomposition reference = new CholeskyDecomposition(a, 1e-9, 0);
				final double[] b = random.doubles(n, -1, 1).toArray();
				final double[] expected = reference.getSolver().solve(new ArrayRealVector(b)).toArray();
				assertTrue(cholesky.factor(flat(a)));
				cholesky.solve(b);
				for (int i = 0; i < n; i++) assertEquals(expected[i], b[i], 1e-8 * (1 + Math.abs(expected[i])));
				double determinant = 0;
				for (int i = 0; i < n; i++) determinant += 2 * Math.log(reference.getL().getEntry(i, i));
				assertEquals(determinant, cholesky.logDeterminant(), 1e-9 * (1 + Math.abs(determinant)));
			}
		}
	}

	@Test
	public void aMatrixThatIsNotPositiveDefiniteIsRefused() {
		final Cholesky cholesky = new Cholesky(2);
		assertFalse(cholesky.factor(new double[] { 1, 2, 2, 1 }));
		assertFalse(cholesky.factor(new double[] { 0, 0, 0, 1 }));
		assertFalse(cholesky.factor(new double[] { Double.NaN, 0, 0, 1 }));
	}

	@Test
	public void onlyTheLowerTriangleIsRead() {
		final Cholesky cholesky = new Cholesky(2);
		assertTrue(cholesky.factor(new double[] { 4, Double.NaN, 2, 3 }));
		final double[] b = { 8, 7 };
		cholesky.solve(b);
		assertEquals(1.25, b[0], 1e-12);
		assertEquals(1.5, b[1], 1e-12);
	}
}

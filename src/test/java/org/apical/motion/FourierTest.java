package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.Random;

import org.jtransforms.fft.FloatFFT_1D;
import org.junit.Test;

public class FourierTest {

	@Test
	public void everyColumnBecomesWhatJTransformsMakesOfIt() {
		final Random random = new Random(1);
		for (final int n : new int[] { 2, 4, 6, 8, 12, 16, 18, 24, 54, 96, 144, 162, 256 }) {
			final int m = 5;
			final float[] re = new float[n * m];
			final float[] im = new float[n * m];
			for (int i = 0; i < re.length; i++) {
				re[i] = random.nextFloat() - 0.5f;
				im[i] = random.nextFloat() - 0.5f;
			}
			final float[][] expected = new float[m][2 * n];
			for (int c = 0; c < m; c++) {
				for (int i = 0; i < n; i++) {
					expected[c][2 * i] = re[i * m + c];
					expected[c][2 * i + 1] = im[i * m + c];
				}
				new FloatFFT_1D(n).complexForward(expected[c]);
			}
			new Fourier(n).transform(re, im, new float[n * m], new float[n * m], m);
			for (int c = 0; c < m; c++) {
				final float[] found = new float[2 * n];
				for (int i = 0; i < n; i++) {
					found[2 * i] = re[i * m + c];
					found[2 * i + 1] = im[i * m + c];
				}
				assertArrayEquals("length " + n, expected[c], found, 2e-5f);
			}
		}
	}

	@Test
	public void lengthsAreEvenAndHaveNoOtherFactorsThanTwoAndThree() {
		assertEquals(2, Fourier.length(1));
		assertEquals(8, Fourier.length(7));
		assertEquals(12, Fourier.length(9));
		assertEquals(144, Fourier.length(139));
		assertEquals(162, Fourier.length(150));
	}
}

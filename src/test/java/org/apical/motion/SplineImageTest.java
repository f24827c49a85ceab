package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

public class SplineImageTest {

	private static final int WIDTH = 40;
	private static final int HEIGHT = 30;

	/** Waves of 9 and 11 px, about as fine as a cell body's border. */
	private static double wave(final double y, final double x) {
		return Math.sin(2 * Math.PI * y / 9) * Math.cos(2 * Math.PI * x / 11);
	}

	private static SplineImage spline() {
		final float[] pixels = new float[WIDTH * HEIGHT];
		for (int i = 0; i < pixels.length; i++) pixels[i] = (float) wave(i / WIDTH, i % WIDTH);
		return new SplineImage(pixels, WIDTH, HEIGHT);
	}

	@Test
	public void theSplineGoesThroughEveryPixel() {
		final Random random = new Random(1);
		for (final int[] size : new int[][] { { 13, 9 }, { 1, 8 }, { 8, 1 }, { 1, 1 }, { 2, 3 } }) {
			final float[] pixels = new float[size[0] * size[1]];
			for (int i = 0; i < pixels.length; i++) pixels[i] = random.nextFloat();
			final SplineImage spline = new SplineImage(pixels, size[0], size[1]);
			for (int i = 0; i < pixels.length; i++) {
				assertEquals(size[0] + " x " + size[1], pixels[i], spline.value(i / size[0], i % size[0]), 1e-5);
			}
		}
	}

	@Test
	public void betweenPixelsItErrsTenTimesLessThanLinearInterpolation() {
		final SplineImage spline = spline();
		final Random random = new Random(2);
		double error = 0;
		double linear = 0;
		for (int k = 0; k < 2000; k++) {
			final double y = 8 + 14 * random.nextDouble();
			final double x = 8 + 24 * random.nextDouble();
			final int r = (int) y;
			final int c = (int) x;
			final double mixed = (1 - y + r) * ((1 - x + c) * wave(r, c) + (x - c) * wave(r, c + 1)) + (y - r) * ((1 - x + c) * wave(r +
				1, c) + (x - c) * wave(r + 1, c + 1));
			error += Math.pow(spline.value(y, x) - wave(y, x), 2) / 2000;
			linear += Math.pow(mixed - wave(y, x), 2) / 2000;
		}
		assertTrue(Math.sqrt(error) + " against " + Math.sqrt(linear), Math.sqrt(error) < 0.1 * Math.sqrt(linear));
	}

	@Test
	public void itsSlopeIsThatOfTheImage() {
		final SplineImage spline = spline();
		final double step = 0.05;
		for (double y = 10; y < 20; y += 0.7) {
			final double slope = (spline.value(y + step, 20) - spline.value(y - step, 20)) / (2 * step);
			assertEquals((wave(y + step, 20) - wave(y - step, 20)) / (2 * step), slope, 0.01);
		}
	}

	@Test
	public void beyondItsBordersItIsMirrored() {
		final SplineImage spline = spline();
		for (double d = 0; d < 5; d += 0.3) {
			assertEquals(spline.value(d, 7), spline.value(-d, 7), 1e-5);
			assertEquals(spline.value(HEIGHT - 1 - d, 7), spline.value(HEIGHT - 1 + d, 7), 1e-5);
			assertEquals(spline.value(7, WIDTH - 1 - d), spline.value(7, WIDTH - 1 + d), 1e-5);
		}
	}
}

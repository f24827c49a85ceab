package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.junit.Test;

public class WaveletDenoiserTest {

	private static final int WIDTH = 96;
	private static final int HEIGHT = 80;

	private static float[] scene(final long seed) {
		return Scene.of(SceneParameters.DENSE.withSize(WIDTH, HEIGHT).withSeed(seed)).image();
	}

	private static float[] even(final float value) {
		final float[] sigma = new float[WIDTH * HEIGHT];
		Arrays.fill(sigma, value);
		return sigma;
	}

	private static double error(final float[] a, final float[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
		return Math.sqrt(sum / a.length);
	}

	@Test
	public void aNoisyImageComesCloserToTheCleanOne() {
		for (int seed = 1; seed <= 3; seed++) for (final float noise : new float[] { 0.1f, 0.4f }) {
			final float[] clean = scene(seed);
			final float[] noisy = clean.clone();
			final Random random = new Random(seed);
			for (int i = 0; i < noisy.length; i++) noisy[i] += noise * random.nextGaussian();
			final double left = error(WaveletDenoiser.denoise(noisy, even(noise), WIDTH, HEIGHT), clean);
			assertTrue("noise " + noise + ": " + left + " left", left < 0.7 * noise);
		}
	}

	@Test
	public void asMuchIsLeftOfNoiseAloneAsOfTheImages() {
		final float[] clean = scene(4), noisy = clean.clone(), own = new float[clean.length], other = new float[clean.length];
		final Random random = new Random(9);
		for (int i = 0; i < clean.length; i++) {
			own[i] = 0.3f * (float) random.nextGaussian();
			other[i] = 0.3f * (float) random.nextGaussian();
			noisy[i] += own[i];
		}
		final float[] nothing = new float[clean.length];
		final double left = error(WaveletDenoiser.denoise(new WaveletDenoiser.Noisy(noisy, own), even(0.3f), WIDTH, HEIGHT).noise(), nothing);
		assertEquals(left, error(WaveletDenoiser.denoise(new WaveletDenoiser.Noisy(noisy, other), even(0.3f), WIDTH, HEIGHT).noise(), nothing), 0.2 *
			left);
	}

	@Test
	public void anImageWithoutNoiseStaysAsItIs() {
		final float[] clean = scene(4);
		assertArrayEquals(clean, WaveletDenoiser.denoise(clean, even(0), WIDTH, HEIGHT), 1e-4f);
		final double change = error(WaveletDenoiser.denoise(clean, even(0.01f), WIDTH, HEIGHT), clean);
		assertTrue("RMS change " + change, change < 0.01);
	}

	@Test
	public void theMeanHardlyChanges() {
		final float[] noisy = scene(5);
		double before = 0;
		double after = 0;
		for (final float v : noisy) before += v;
		for (final float v : WaveletDenoiser.denoise(noisy, even(0.3f), WIDTH, HEIGHT)) after += v;
		assertEquals(before, after, 0.02 * before);
	}

	@Test
	public void theNoiseLevelIsMeasuredFromTheImageAlone() {
		final Random random = new Random(6);
		for (final double level : new double[] { 0.5, 3 }) {
			final float[] pattern = new float[WIDTH * HEIGHT];
			final float[] image = new float[WIDTH * HEIGHT];
			for (int i = 0; i < image.length; i++) {
				pattern[i] = 1 + i % WIDTH / (float) WIDTH;
				image[i] = (float) (i / WIDTH + level * pattern[i] * random.nextGaussian());
			}
			assertEquals(level, WaveletDenoiser.noiseFactor(image, pattern, WIDTH, HEIGHT), 0.06 * level);
		}
	}

	@Test
	public void imagesTooSmallForAnyBandStayAsTheyAre() {
		final float[] line = { 1, 5, 2, 8 };
		assertArrayEquals(line, WaveletDenoiser.denoise(line, new float[] { 1, 1, 1, 1 }, 4, 1), 0);
		assertArrayEquals(line, WaveletDenoiser.denoise(line, new float[] { 1, 1, 1, 1 }, 2, 2), 0);
	}
}

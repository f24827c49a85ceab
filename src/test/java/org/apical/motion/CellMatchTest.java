package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;

/** A match's sums are those of the pixels one by one, however many there are and wherever the frame stands. */
public class CellMatchTest {

	private static final int WIDTH = 200;
	private static final int HEIGHT = 150;
	/** In single precision, relative to the sum. */
	private static final double DIGITS = 3e-6;

	private final float[] frame = noise(1);

	@Test
	public void manyPixelsAreSummedAsIfOneByOne() {
		check(pixels(20_000), 0, 0);
	}

	@Test
	public void soAreFewerThanABlockHolds() {
		check(pixels(7), 0, 0);
		check(pixels(1), 0, 0);
		check(pixels(PixelBlocks.LANES), 0, 0);
		check(pixels(PixelBlocks.LANES + 1), 0, 0);
	}

	@Test
	public void pixelsBesideAMovedFrameAreLeftOut() {
		check(pixels(20_000), 11, -17);
		check(pixels(100), -23, 8);
	}

	@Test
	public void unknownPixelsAreLeftOut() {
		for (int i = 0; i < frame.length; i += 5) frame[i] = Float.NaN;
		check(pixels(20_000), 0, 0);
		check(pixels(90), 2, 1);
	}

	@Test
	public void aFrameThatShowsNoneOfThePixelsHasNoMatch() {
		assertFalse(new CellMatch(CellMoments.whole(pixels(20_000))).evaluate(0, HEIGHT, 0, level()));
	}

	@Test
	public void aConstantFrameHasNoVarianceToTheLastDigits() {
		Arrays.fill(frame, 0.1f);
		for (final int most : new int[] { 5, 100, 20_000, WIDTH * HEIGHT }) {
			final CellMatch match = new CellMatch(CellMoments.whole(pixels(most, NoiseModel.uniform(0.3))));
			assertTrue(match.evaluate(0, 0, 0, level()));
			assertEquals(0, (match.nn - match.n1 * match.n1 / match.one) / match.nn, 1e-7);
		}
	}

	private void check(final InformativePixels pixels, final int dy, final int dx) {
		final CellMatch match = new CellMatch(CellMoments.whole(pixels));
		assertTrue(match.evaluate(0, dy, dx, level()));
		double nt = 0, n1 = 0, nn = 0, one = 0, tt = 0;
		int count = 0;
		for (int i = 0; i < pixels.size(); i++) {
			final int y = pixels.y[i] + dy;
			final int x = pixels.x[i] + dx;
			if (y < 0 || x < 0 || y >= HEIGHT || x >= WIDTH || Float.isNaN(frame[y * WIDTH + x])) continue;
			final double n = frame[y * WIDTH + x];
			final double wt = pixels.weighted[i * InformativePixels.KEPT];
			final double w = pixels.weighted[i * InformativePixels.KEPT + Cubic.TERMS];
			nt += n * wt;
			n1 += n * w;
			nn += n * n * w;
			one += w;
			tt += wt * wt / w;
			count++;
		}
		assertEquals(count, match.count);
		assertEquals(nt, match.nt, DIGITS * nt);
		assertEquals(n1, match.n1, DIGITS * n1);
		assertEquals(nn, match.nn, DIGITS * nn);
		assertEquals(one, match.one, DIGITS * one);
		assertEquals(tt, match.tt, DIGITS * tt);
	}

	private LevelPixels level() {
		return new LevelPixels().of(frame, WIDTH, HEIGHT);
	}

	private static InformativePixels pixels(final int most) {
		return pixels(most, new NoiseModel(1, 1, 0.1));
	}

	private static InformativePixels pixels(final int most, final NoiseModel noise) {
		return new InformativePixels(noise(2), new float[WIDTH * HEIGHT], WIDTH, HEIGHT, noise, new float[WIDTH * HEIGHT], 1, most);
	}

	private static float[] noise(final long seed) {
		final Random random = new Random(seed);
		final float[] image = new float[WIDTH * HEIGHT];
		for (int i = 0; i < image.length; i++) image[i] = 5 + 20 * random.nextFloat();
		return image;
	}
}

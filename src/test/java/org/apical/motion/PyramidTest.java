package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.Random;

import org.junit.Test;

public class PyramidTest {

	private static final int WIDTH = 43, HEIGHT = 30, LEVELS = 4;

	private static Pyramid filled() {
		final float[] frame = new float[WIDTH * HEIGHT];
		final Random random = new Random(1);
		for (int i = 0; i < frame.length; i++) frame[i] = random.nextInt(65_536);
		final Pyramid pyramid = new Pyramid(WIDTH, HEIGHT, LEVELS);
		pyramid.fill(frame);
		return pyramid;
	}

	@Test
	public void aPixelIsTheMeanOfItsSquare() {
		final Pyramid pyramid = filled();
		double sum = 0;
		for (int y = 4; y < 8; y++) for (int x = 8; x < 12; x++) sum += pyramid.level(0)[y * WIDTH + x];
		assertEquals(sum / 16, pyramid.level(2)[pyramid.width[2] + 2], 0);
	}

	@Test
	public void aLevelIsTheSameWhicheverWereMadeBefore() {
		final Pyramid steps = filled();
		for (int l = 1; l < LEVELS; l++) steps.level(l);
		assertArrayEquals(steps.level(3), filled().level(3), 0);
	}

	@Test
	public void pixelsOfALevelThatWasNotMadeAreThoseItWouldHave() {
		final Pyramid pyramid = filled();
		final int w = pyramid.width[1], h = pyramid.height[1];
		final short[] y = { 0, 5, (short) (h - 1), 3 }, x = { 0, 7, (short) (w - 1), 0 };
		final float[] some = new float[4], same = new float[4];
		pyramid.some(1, 4).gather(y, x, 0, 4, 0, 0, some);
		final float[] level = pyramid.level(1);
		for (int i = 0; i < 4; i++) assertEquals(level[y[i] * w + x[i]], some[i], 0);
		pyramid.some(1, 4).gather(y, x, 0, 4, 0, 0, same);
		assertArrayEquals(some, same, 0);
	}

	@Test
	public void pixelsKnownToLieInsideAreTheSame() {
		final short[] y = { 0, 5, 3 }, x = { 0, 7, 1 };
		for (int level = 0; level < 2; level++) {
			final float[] one = new float[3], other = new float[3];
			filled().some(level, 1).gather(y, x, 0, 3, 1, 2, one);
			filled().some(level, 1).gatherInside(y, x, 0, 3, 1, 2, other);
			assertArrayEquals(one, other, 0);
		}
	}

	@Test
	public void aFewPixelsOfACoarseLevelAreThoseItWouldHave() {
		for (int level = 2; level < LEVELS; level++) {
			final short[] y = { 0, 1, 2 }, x = { 1, 0, 2 };
			final float[] some = new float[3], whole = filled().level(level);
			filled().some(level, 1).gather(y, x, 0, 3, 0, 0, some);
			for (int i = 0; i < 3; i++) assertEquals(whole[y[i] * filled().width[level] + x[i]], some[i], 1e-4);
		}
	}

	@Test
	public void pixelsBesideTheFrameAreNotKnown() {
		final float[] into = new float[1];
		for (int level = 0; level < 2; level++) {
			filled().some(level, 1).gather(new short[] { 0 }, new short[] { 0 }, 0, 1, -1, 0, into);
			assertEquals(Float.NaN, into[0], 0);
			filled().some(level, 1).gather(new short[] { 0 }, new short[] { 0 }, 0, 1, 0, WIDTH, into);
			assertEquals(Float.NaN, into[0], 0);
		}
	}
}

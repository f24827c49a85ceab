package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

public class WarpTest {

	private static final int WIDTH = 23;
	private static final int HEIGHT = 17;
	private static final float FILL = -7;

	private static float[] noise(final long seed) {
		final Random random = new Random(seed);
		final float[] frame = new float[WIDTH * HEIGHT];
		for (int i = 0; i < frame.length; i++) frame[i] = 100 * random.nextFloat();
		return frame;
	}

	/** Brightness that rises evenly with row and column, which linear interpolation keeps exactly. */
	private static float[] slope(final double perRow, final double perColumn) {
		final float[] frame = new float[WIDTH * HEIGHT];
		for (int i = 0; i < frame.length; i++) frame[i] = (float) (50 + perRow * (i / WIDTH) + perColumn * (i % WIDTH));
		return frame;
	}

	private static float[] rigid(final float[] frame, final double dy, final double dx) {
		final float[] out = new float[frame.length];
		Warp.rigid(frame, WIDTH, HEIGHT, dy, dx, Interpolation.LINEAR, FILL, out);
		return out;
	}

	private static float[] rows(final double dy, final double dx) {
		final float[] displacement = new float[2 * HEIGHT];
		for (int r = 0; r < HEIGHT; r++) {
			displacement[2 * r] = (float) dy;
			displacement[2 * r + 1] = (float) dx;
		}
		return displacement;
	}

	@Test
	public void aWholePixelShiftMovesEveryPixelExactlyAndFillsTheRest() {
		final float[] frame = noise(1);
		for (final int[] d : new int[][] { { 0, 0 }, { 3, 5 }, { -4, 2 }, { 2, -6 }, { -1, -1 }, { 40, 0 }, { 0, -40 } }) {
			final float[] out = rigid(frame, d[0], d[1]);
			for (int r = 0; r < HEIGHT; r++) for (int c = 0; c < WIDTH; c++) {
				final int y = r + d[0];
				final int x = c + d[1];
				final boolean imaged = y >= 0 && x >= 0 && y < HEIGHT && x < WIDTH;
				assertEquals(imaged ? frame[y * WIDTH + x] : FILL, out[r * WIDTH + c], 0);
			}
		}
	}

	@Test
	public void aHalfPixelShiftAveragesTheTwoNeighbours() {
		final float[] frame = noise(2);
		final float[] across = rigid(frame, 0, 0.5);
		final float[] down = rigid(frame, -0.5, 0);
		for (int r = 1; r < HEIGHT; r++) for (int c = 0; c < WIDTH - 1; c++) {
			final int i = r * WIDTH + c;
			assertEquals((frame[i] + frame[i + 1]) / 2, across[i], 1e-4);
			assertEquals((frame[i] + frame[i - WIDTH]) / 2, down[i], 1e-4);
		}
		assertEquals("the last column has no right neighbour", FILL, across[WIDTH - 1], 0);
		assertEquals("the first row has no upper neighbour", FILL, down[0], 0);
	}

	@Test
	public void noValueLeavesTheRangeOfTheFrame() {
		final float[] frame = new float[WIDTH * HEIGHT];
		final Random random = new Random(3);
		for (int i = 0; i < frame.length; i++) frame[i] = random.nextBoolean() ? 1000 : 0;
		for (int k = 0; k < 50; k++) {
			final float[] out = new float[frame.length];
			Warp.rigid(frame, WIDTH, HEIGHT, 6 * random.nextDouble() - 3, 6 * random.nextDouble() - 3, Interpolation.LINEAR, 500, out);
			for (final float v : out) assertTrue("" + v, v >= -1e-3 && v <= 1000 + 1e-3);
		}
	}

	@Test
	public void lightThatStaysInTheFieldIsKept() {
		final float[] frame = new float[WIDTH * HEIGHT];
		final Random random = new Random(4);
		double total = 0;
		for (int r = 5; r < HEIGHT - 5; r++) for (int c = 5; c < WIDTH - 5; c++) total += frame[r * WIDTH + c] = random.nextFloat();
		for (final double[] d : new double[][] { { 0.3, 0.8 }, { -2.6, 1.1 }, { 3.5, -3.5 } }) {
			final float[] out = new float[frame.length];
			Warp.rigid(frame, WIDTH, HEIGHT, d[0], d[1], Interpolation.LINEAR, 0, out);
			double sum = 0;
			for (final float v : out) sum += v;
			assertEquals(total, sum, 1e-5 * total);
		}
	}

	@Test
	public void equalRowsAndEqualBlocksMoveLikeOneFrame() {
		final float[] frame = noise(5);
		for (final double[] d : new double[][] { { 2, -3 }, { 0.25, 0.75 }, { -1.5, 4.25 } }) {
			final float[] expected = rigid(frame, d[0], d[1]);
			final float[] lines = new float[frame.length];
			Warp.lines(frame, WIDTH, HEIGHT, rows(d[0], d[1]), Interpolation.LINEAR, FILL, lines);
			assertArrayEquals(expected, lines, 1e-3f);
			final float[] grid = new float[3 * 4 * 2];
			for (int i = 0; i < grid.length; i++) grid[i] = (float) d[i % 2];
			final float[] blocks = new float[frame.length];
			Warp.blocks(frame, WIDTH, HEIGHT, grid, 3, 4, Interpolation.LINEAR, FILL, blocks);
			assertArrayEquals(expected, blocks, 1e-3f);
		}
	}

	@Test
	public void rowsThatMovedWhileTheyWereScannedComeBackToWhereTheyBelong() {
		// Frame row s shows the tissue at s - dy(s); the tissue is a slope, so the corrected frame is the slope again.
		final float[] displacement = new float[2 * HEIGHT];
		final float[] frame = new float[WIDTH * HEIGHT];
		for (int s = 0; s < HEIGHT; s++) {
			displacement[2 * s] = (float) (1.5 * Math.sin(0.5 * s));
			displacement[2 * s + 1] = (float) (2 * Math.cos(0.4 * s));
			for (int c = 0; c < WIDTH; c++) frame[s * WIDTH + c] = 50 + 3 * (s - displacement[2 * s]) + 2 * (c - displacement[2 * s +
				1]);
		}
		final float[] out = new float[frame.length];
		Warp.lines(frame, WIDTH, HEIGHT, displacement, Interpolation.LINEAR, FILL, out);
		final float[] tissue = slope(3, 2);
		for (int r = 3; r < HEIGHT - 3; r++) for (int c = 3; c < WIDTH - 3; c++) {
			assertEquals(tissue[r * WIDTH + c], out[r * WIDTH + c], 0.02);
		}
	}

	@Test
	public void betweenTheNodesOfAGridDisplacementIsLinear() {
		// Corners move apart: the slope's value tells the displacement that was used in each pixel.
		final float[] grid = { 0, 0, 0, 2, 4, 0, 4, 2 };
		final float[] out = new float[WIDTH * HEIGHT];
		Warp.blocks(slope(1, 0), WIDTH, HEIGHT, grid, 2, 2, Interpolation.LINEAR, FILL, out);
		assertEquals(50 + 8 + 2, out[8 * WIDTH + 11], 1e-3);
		Warp.blocks(slope(0, 1), WIDTH, HEIGHT, grid, 2, 2, Interpolation.LINEAR, FILL, out);
		assertEquals(50 + 11 + 1, out[8 * WIDTH + 11], 1e-3);
	}

	@Test
	public void placingByWholePixelsTakesValuesAsTheyAre() {
		final float[] frame = noise(6);
		final float[] out = new float[frame.length];
		Warp.lines(frame, WIDTH, HEIGHT, rows(1.4, -0.6), Interpolation.NEAREST, FILL, out);
		for (int r = 0; r < HEIGHT - 1; r++) for (int c = 1; c < WIDTH; c++) {
			assertEquals(frame[(r + 1) * WIDTH + c - 1], out[r * WIDTH + c], 0);
		}
	}

	@Test
	public void aFrameOfOneRowOneColumnOrOnePixelMovesToo() {
		final float[] line = { 1, 2, 3, 4, 5 };
		final float[] out = new float[5];
		Warp.rigid(line, 5, 1, 0, 1, Interpolation.LINEAR, FILL, out);
		assertArrayEquals(new float[] { 2, 3, 4, 5, FILL }, out, 0);
		Warp.rigid(line, 1, 5, -0.5, 0, Interpolation.LINEAR, FILL, out);
		assertArrayEquals(new float[] { FILL, 1.5f, 2.5f, 3.5f, 4.5f }, out, 1e-6f);
		Warp.lines(line, 5, 1, new float[] { 0, -1 }, Interpolation.LINEAR, FILL, out);
		assertArrayEquals(new float[] { FILL, 1, 2, 3, 4 }, out, 0);
		Warp.blocks(line, 1, 5, new float[] { 1, 0 }, 1, 1, Interpolation.LINEAR, FILL, out);
		assertArrayEquals(new float[] { 2, 3, 4, 5, FILL }, out, 0);
		final float[] one = new float[1];
		Warp.rigid(new float[] { 9 }, 1, 1, 0, 0, Interpolation.LINEAR, FILL, one);
		assertEquals(9, one[0], 0);
	}
}

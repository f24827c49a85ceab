package org.apical.motion;

import java.util.Arrays;

/**
 * A frame at full size and halved again and again: a pixel of a level is the mean of a square of 2, 4, 8, … pixels' side. A
 * level is made when it is first asked for, from the next finer one that is there, so those that nobody needs cost nothing.
 */
final class Pyramid {

	/** A pixel looked for by itself takes so many times as long as one of a whole level that is averaged. */
	private static final int ONE_BY_ONE = 2;

	final int levels;
	final int[] width;
	final int[] height;
	private final float[][] pixels;
	private final LevelPixels[] some;
	/** Which levels are the last frame's. */
	private final boolean[] made;
	/** Some rows added up. */
	private final float[] line;

	/** @param levels number of levels, the full size included */
	Pyramid(final int width, final int height, final int levels) {
		this.levels = levels;
		this.width = new int[levels];
		this.height = new int[levels];
		pixels = new float[levels][];
		some = new LevelPixels[levels];
		made = new boolean[levels];
		line = new float[width];
		for (int l = 0; l < levels; l++) {
			some[l] = new LevelPixels();
			this.width[l] = width >> l;
			this.height[l] = height >> l;
			if (l > 0) pixels[l] = new float[this.width[l] * this.height[l]];
		}
	}

	/** Number of levels so that the smallest side of the coarsest is still at least {@code side} px. */
	static int levelsFor(final int width, final int height, final int side) {
		int levels = 1;
		while ((Math.min(width, height) >> levels) >= side && levels < 6) levels++;
		return levels;
	}

	/** Takes another frame, which must not change as long as its levels are asked for. */
	void fill(final float[] frame) {
		pixels[0] = frame;
		Arrays.fill(made, false);
		made[0] = true;
	}

	/** Pixels of the last frame on a level, row by row; level 0 is the frame itself. The array is used again. */
	float[] level(final int level) {
		if (!made[level]) {
			shrink(finer(level), level);
			made[level] = true;
		}
		return pixels[level];
	}

	/**
	 * The same for who needs only some of the pixels; does not make a level for that where averaging those few from a finer one
	 * takes less.
	 *
	 * @param count how many pixels will be asked for
	 */
	LevelPixels some(final int level, final int count) {
		if (!made[level]) {
			final int finer = finer(level);
			final int halvings = level - finer;
			if (halvings == 1 || ONE_BY_ONE * ((long) count << 2 * halvings) < (long) width[finer] * height[finer]) return some[level].averaged(
				pixels[finer], width[finer], halvings, width[level], height[level]);
		}
		return some[level].of(level(level), width[level], height[level]);
	}

	/** The level next to this one, on the way to the full size, that was made. */
	private int finer(final int level) {
		int finer = level - 1;
		while (!made[finer]) finer--;
		return finer;
	}

	private void shrink(final int from, final int to) {
		final int halvings = to - from, side = 1 << halvings, used = width[to] << halvings;
		final float share = 1f / (side * side);
		final float[] fine = pixels[from], coarse = pixels[to];
		for (int y = 0; y < height[to]; y++) {
			addRows(fine, y * side * width[from], width[from], side, used);
			for (int n = used >> 1; n > width[to]; n >>= 1) addPairs(line, n);
			final int out = y * width[to];
			for (int x = 0; x < width[to]; x++) coarse[out + x] = share * (line[2 * x] + line[2 * x + 1]);
		}
	}

	/** @param start of the first of the rows, each {@code pitch} behind the last */
	private void addRows(final float[] fine, final int start, final int pitch, final int rows, final int used) {
		for (int x = 0; x < used; x++) line[x] = fine[start + x] + fine[start + pitch + x];
		for (int r = 2; r < rows; r++) {
			final int row = start + r * pitch;
			for (int x = 0; x < used; x++) line[x] += fine[row + x];
		}
	}

	private static void addPairs(final float[] line, final int pairs) {
		for (int x = 0; x < pairs; x++) line[x] = line[2 * x] + line[2 * x + 1];
	}
}

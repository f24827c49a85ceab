package org.apical.motion;

/**
 * The pixels of a level of a {@link Pyramid} for who looks at some of them: taken from the level, or, where it was not made,
 * averaged from a finer one as they are asked for, which gives the same numbers but for the rounding of fractions.
 */
final class LevelPixels {

	private float[] pixels;
	private int pitch;
	private int width;
	private int height;
	/** Of the square that is averaged to a pixel. */
	private int side;
	private float share;

	/** @param all row by row */
	LevelPixels of(final float[] all, final int levelWidth, final int levelHeight) {
		pixels = all;
		pitch = width = levelWidth;
		height = levelHeight;
		side = 1;
		return this;
	}

	/**
	 * @param finer a finer level, row by row
	 * @param halvings from that level to this one
	 */
	LevelPixels averaged(final float[] finer, final int finerWidth, final int halvings, final int levelWidth, final int levelHeight) {
		pixels = finer;
		pitch = finerWidth;
		width = levelWidth;
		height = levelHeight;
		side = 1 << halvings;
		share = 1f / (side * side);
		return this;
	}

	/**
	 * Collects pixels that lie so many rows and columns beside others.
	 *
	 * @param y rows of the others, from one to before another of the list
	 * @param into from 0 on; NaN outside the frame
	 * @return how many are NaN
	 */
	int gather(final short[] y, final short[] x, final int from, final int to, final int down, final int right, final float[] into) {
		int missing = 0;
		for (int i = from; i < to; i++) {
			final int row = y[i] + down, column = x[i] + right;
			final boolean outside = row < 0 || column < 0 || row >= height || column >= width;
			final float v = outside ? Float.NaN : side > 1 ? average(row, column) : pixels[row * pitch + column];
			if (v != v) missing++;
			into[i - from] = v;
		}
		return missing;
	}

	/** The same where all of them are known to lie inside the frame. */
	int gatherInside(final short[] y, final short[] x, final int from, final int to, final int down, final int right, final float[] into) {
		int missing = 0;
		if (side > 1) for (int i = from; i < to; i++) {
			final float v = average(y[i] + down, x[i] + right);
			if (v != v) missing++;
			into[i - from] = v;
		}
		else for (int i = from, shift = down * pitch + right; i < to; i++) {
			final float v = pixels[y[i] * pitch + x[i] + shift];
			if (v != v) missing++;
			into[i - from] = v;
		}
		return missing;
	}

	private float average(final int row, final int column) {
		final int at = side * (row * pitch + column);
		if (side == 2) return share * (pixels[at] + pixels[at + pitch] + (pixels[at + 1] + pixels[at + pitch + 1]));
		float sum = 0;
		for (int line = at, r = 0; r < side; r++, line += pitch) for (int i = line; i < line + side; i += 2) sum += pixels[i] + pixels[i + 1];
		return share * sum;
	}
}

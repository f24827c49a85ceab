package org.apical.motion;

/**
 * The pixels of a level of a {@link Pyramid} for who looks at some of them: taken from the level, or, where it was not made,
 * averaged from the finer one as they are asked for, which gives the same numbers.
 */
final class LevelPixels {

	private float[] pixels;
	private int pitch;
	private int width;
	private int height;
	private boolean halved;

	/** @param all row by row */
	LevelPixels of(final float[] all, final int levelWidth, final int levelHeight) {
		pixels = all;
		pitch = width = levelWidth;
		height = levelHeight;
		halved = false;
		return this;
	}

	/** @param finer the next finer level, row by row */
	LevelPixels halved(final float[] finer, final int finerWidth, final int levelWidth, final int levelHeight) {
		pixels = finer;
		pitch = finerWidth;
		width = levelWidth;
		height = levelHeight;
		halved = true;
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
			final float v = outside ? Float.NaN : halved ? average(row, column) : pixels[row * pitch + column];
			if (v != v) missing++;
			into[i - from] = v;
		}
		return missing;
	}

	/** The same where all of them are known to lie inside the frame. */
	int gatherInside(final short[] y, final short[] x, final int from, final int to, final int down, final int right, final float[] into) {
		int missing = 0;
		if (halved) for (int i = from; i < to; i++) {
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
		final int at = 2 * (row * pitch + column);
		return 0.25f * (pixels[at] + pixels[at + pitch] + (pixels[at + 1] + pixels[at + pitch + 1]));
	}
}

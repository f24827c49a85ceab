package org.apical.roi;

import java.util.Arrays;

/** Filters over images held row by row. */
final class Images {

	private Images() {}

	/**
	 * Mean over a square window, cut off at the image's edge (the mean is then over what is inside).
	 *
	 * @param from source
	 * @param half the window reaches this far to each side, px
	 * @param columns work array, one value a column
	 * @param into target, another array than {@code from}
	 */
	static void boxMean(final float[] from, final int width, final int height, final int half, final float[] columns,
		final float[] into)
	{
		Arrays.fill(columns, 0);
		for (int y = 0; y < Math.min(half, height); y++) add(from, y, width, 1, columns);
		for (int y = 0; y < height; y++) {
			if (y + half < height) add(from, y + half, width, 1, columns);
			if (y - half - 1 >= 0) add(from, y - half - 1, width, -1, columns);
			final int rows = Math.min(height - 1, y + half) - Math.max(0, y - half) + 1;
			float sum = 0;
			for (int x = 0; x < Math.min(half, width); x++) sum += columns[x];
			for (int x = 0; x < width; x++) {
				if (x + half < width) sum += columns[x + half];
				if (x - half - 1 >= 0) sum -= columns[x - half - 1];
				final int n = Math.min(width - 1, x + half) - Math.max(0, x - half) + 1;
				into[y * width + x] = sum / (n * rows);
			}
		}
	}

	private static void add(final float[] from, final int y, final int width, final float sign, final float[] columns) {
		for (int x = 0, p = y * width; x < width; x++, p++) columns[x] += sign * from[p];
	}

	/** Three box filters one after the other: close to a Gaussian of sigma = sqrt(half * (half + 1)). */
	static float[] smooth(final float[] image, final int width, final int height, final int half) {
		final float[] a = new float[image.length];
		final float[] b = new float[image.length];
		final float[] columns = new float[width];
		boxMean(image, width, height, half, columns, a);
		boxMean(a, width, height, half, columns, b);
		boxMean(b, width, height, half, columns, a);
		return a;
	}
}

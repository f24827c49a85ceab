package org.apical.motion;

/** Running means over squares, cut at the borders. */
final class BoxFilter {

	private BoxFilter() {}

	/**
	 * Takes from every pixel the mean of the square around it.
	 *
	 * @param work as large as the image, overwritten
	 * @param radius half the side of the square, px; pixels outside the image do not count
	 */
	static void subtractMean(final float[] image, final float[] work, final int width, final int height, final int radius) {
		for (int y = 0; y < height; y++) means(image, work, y * width, width, radius);
		// down the columns, a row at a time: sums of the rows above each pixel would otherwise be read with long strides
		for (int y = 0; y < height; y++) {
			final int top = Math.max(0, y - radius);
			final int bottom = Math.min(height - 1, y + radius);
			final float share = 1f / (bottom - top + 1);
			for (int r = top; r <= bottom; r++) for (int x = 0; x < width; x++) image[y * width + x] -= share * work[r * width + x];
		}
	}

	private static void means(final float[] in, final float[] out, final int start, final int n, final int radius) {
		double sum = 0;
		for (int i = 0; i < Math.min(radius, n); i++) sum += in[start + i];
		for (int i = 0; i < n; i++) {
			if (i + radius < n) sum += in[start + i + radius];
			if (i - radius > 0) sum -= in[start + i - radius - 1];
			final int count = Math.min(n - 1, i + radius) - Math.max(0, i - radius) + 1;
			out[start + i] = (float) (sum / count);
		}
	}
}

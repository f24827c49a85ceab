package org.apical.motion;

/** Running means over squares, cut at the borders. */
final class BoxFilter {

	private BoxFilter() {}

	/**
	 * Takes from every pixel the mean of the square around it.
	 *
	 * @param image of a mean near 0, since sums of whole columns are taken
	 * @param work as large as the image, overwritten
	 * @param radius half the side of the square, px; pixels outside the image do not count
	 */
	static void subtractMean(final float[] image, final float[] work, final int width, final int height, final int radius) {
		for (int y = 0; y < height; y++) means(image, work, y * width, width, radius);
		for (int i = width; i < work.length; i++) work[i] += work[i - width];
		for (int y = 0; y < height; y++) {
			final int above = Math.max(0, y - radius) - 1;
			final int last = Math.min(height - 1, y + radius);
			final float share = 1f / (last - above);
			final int out = y * width;
			final int to = last * width;
			if (above < 0) for (int x = 0; x < width; x++) image[out + x] -= share * work[to + x];
			else for (int x = 0; x < width; x++) image[out + x] -= share * (work[to + x] - work[above * width + x]);
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

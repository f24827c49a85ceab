package org.apical.motion;

/** Running means over squares, cut at the borders. */
final class BoxFilter {

	private BoxFilter() {}

	/** @param radius half the side of the square, px; pixels outside the image do not count */
	static float[] mean(final float[] image, final int width, final int height, final int radius) {
		final float[] rows = new float[image.length];
		for (int y = 0; y < height; y++) line(image, rows, y * width, 1, width, radius);
		final float[] out = new float[image.length];
		for (int x = 0; x < width; x++) line(rows, out, x, width, height, radius);
		return out;
	}

	private static void line(final float[] in, final float[] out, final int start, final int step, final int n,
		final int radius)
	{
		double sum = 0;
		for (int i = 0; i < Math.min(radius, n); i++) sum += in[start + i * step];
		for (int i = 0; i < n; i++) {
			if (i + radius < n) sum += in[start + (i + radius) * step];
			if (i - radius > 0) sum -= in[start + (i - radius - 1) * step];
			final int count = Math.min(n - 1, i + radius) - Math.max(0, i - radius) + 1;
			out[start + i * step] = (float) (sum / count);
		}
	}
}

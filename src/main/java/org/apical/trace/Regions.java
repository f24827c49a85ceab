package org.apical.trace;

/**
 * Sets of pixels of one plane, read from frames that moved by whole pixels as if they had been moved back first, without
 * moving all of their pixels. Immutable, so any number of threads may read. No call allocates.
 */
public final class Regions {

	private final int width;
	private final int height;
	private final int[][] pixels;
	/** The rows and columns in which a region lies, first and last. */
	private final int[] top;
	private final int[] bottom;
	private final int[] left;
	private final int[] right;

	/** @param pixels of each region, row * width + column; not copied */
	public Regions(final int width, final int height, final int[][] pixels) {
		this.width = width;
		this.height = height;
		this.pixels = pixels;
		top = new int[pixels.length];
		bottom = new int[pixels.length];
		left = new int[pixels.length];
		right = new int[pixels.length];
		for (int r = 0; r < pixels.length; r++) bound(r);
	}

	private void bound(final int region) {
		top[region] = height;
		left[region] = width;
		for (final int p : pixels[region]) {
			top[region] = Math.min(top[region], p / width);
			bottom[region] = Math.max(bottom[region], p / width);
			left[region] = Math.min(left[region], p % width);
			right[region] = Math.max(right[region], p % width);
		}
	}

	public int size() {
		return pixels.length;
	}

	/**
	 * Weighted sum over a region.
	 *
	 * @param weights one a pixel of the region
	 * @param frame as it came; its pixel (row + down, column + aside) belongs at (row, column)
	 * @param fill value of pixels that the frame does not show
	 */
	double sum(final int region, final double[] weights, final float[] frame, final int down, final int aside, final float fill) {
		final int[] p = pixels[region];
		double sum = 0;
		if (isInside(region, down, aside)) {
			final int shift = down * width + aside;
			for (int i = 0; i < p.length; i++) sum += weights[i] * frame[p[i] + shift];
		}
		else for (int i = 0; i < p.length; i++) sum += weights[i] * value(p[i], frame, down, aside, fill);
		return sum;
	}

	/**
	 * Mean over a region; NaN where it has no pixel.
	 *
	 * @param frame as it came; its pixel (row + down, column + aside) belongs at (row, column)
	 * @param fill value of pixels that the frame does not show
	 */
	public float mean(final int region, final float[] frame, final int down, final int aside, final float fill) {
		final int[] p = pixels[region];
		if (p.length == 0) return Float.NaN;
		double sum = 0;
		if (isInside(region, down, aside)) {
			final int shift = down * width + aside;
			for (final int i : p) sum += frame[i + shift];
		}
		else for (final int i : p) sum += value(i, frame, down, aside, fill);
		return (float) (sum / p.length);
	}

	private boolean isInside(final int region, final int down, final int aside) {
		return top[region] + down >= 0 && bottom[region] + down < height && left[region] + aside >= 0 && right[region] + aside < width;
	}

	private float value(final int pixel, final float[] frame, final int down, final int aside, final float fill) {
		final int row = pixel / width + down;
		final int column = pixel % width + aside;
		return row < 0 || column < 0 || row >= height || column >= width ? fill : frame[row * width + column];
	}
}

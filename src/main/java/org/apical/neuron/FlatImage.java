package org.apical.neuron;

/**
 * An image from which the local brightness and contrast are taken out, with the sums that tell quickly what a part of it
 * holds. Immutable.
 */
final class FlatImage {

	/** Local brightness and contrast are those of this far around, px. */
	private static final int SURROUND = 12;
	/** Contrast below this share of the whole image's is noise. */
	private static final double LEAST_CONTRAST = 0.3;

	private final int width;
	private final int height;
	private final float[] values;
	private final float[] squares;
	private final float[] mask;
	private final double[] count;
	private final double[] power;

	/** @param image NaN where it is unknown */
	FlatImage(final float[] image, final int width, final int height) {
		this.width = width;
		this.height = height;
		mask = new float[image.length];
		squares = new float[image.length];
		for (int i = 0; i < image.length; i++) {
			mask[i] = image[i] == image[i] ? 1 : 0;
			squares[i] = image[i] * image[i];
		}
		count = sums(mask);
		values = flattened(image, sums(image), sums(squares));
		for (int i = 0; i < image.length; i++) squares[i] = values[i] * values[i];
		power = sums(squares);
	}

	/** Row-major; the local mean taken off, over the local standard deviation; 0 where it is unknown. */
	float[] values() {
		return values;
	}

	/** Squares of the values. */
	float[] squares() {
		return squares;
	}

	/** 1 where it is known, 0 where not. */
	float[] mask() {
		return mask;
	}

	/** How many pixels are known from a row and a column to before others. */
	int known(final int top, final int bottom, final int left, final int right) {
		return (int) box(count, top, bottom, left, right);
	}

	/** Sum of the squares of those. */
	double power(final int top, final int bottom, final int left, final int right) {
		return box(power, top, bottom, left, right);
	}

	/** Sums over all rows above and columns to the left; NaN counts as 0. */
	private double[] sums(final float[] image) {
		final double[] sums = new double[(width + 1) * (height + 1)];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int k = (y + 1) * (width + 1) + x + 1;
				final float v = image[y * width + x];
				sums[k] = (v == v ? v : 0) + sums[k - 1] + sums[k - width - 1] - sums[k - width - 2];
			}
		return sums;
	}

	private float[] flattened(final float[] image, final double[] sum, final double[] square) {
		final double all = box(count, 0, height, 0, width), level = box(sum, 0, height, 0, width) / all;
		final double least = LEAST_CONTRAST * Math.sqrt(Math.max(0, box(square, 0, height, 0, width) / all - level * level)) + 1e-12;
		final float[] flat = new float[image.length];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int i = y * width + x, top = Math.max(0, y - SURROUND), bottom = Math.min(height, y + SURROUND + 1);
				final int left = Math.max(0, x - SURROUND), right = Math.min(width, x + SURROUND + 1);
				final double n = box(count, top, bottom, left, right), mean = box(sum, top, bottom, left, right) / n;
				flat[i] = image[i] != image[i] ? 0 : (float) ((image[i] - mean) / Math.max(least, Math.sqrt(Math.max(0, box(square, top,
					bottom, left, right) / n - mean * mean))));
			}
		return flat;
	}

	private double box(final double[] sums, final int top, final int bottom, final int left, final int right) {
		final int w = width + 1;
		return sums[bottom * w + right] - sums[top * w + right] - sums[bottom * w + left] + sums[top * w + left];
	}
}

package org.apical.roi;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Takes the share of a few fixed images out of a frame by least squares. The share may change down the frame, since rows
 * are scanned one after the other and move by themselves: it is given at a few knots and interpolated in between. The
 * frame's values are limited for the fit, so that a few bright cells do not pass for a change of the field. Thread-safe.
 */
final class NuisanceFit {

	/** As many as line-scan correction has in a frame: what it gets wrong, a bright cell in some rows say, changes as slowly. */
	private static final int KNOTS = 5;
	/** Rows between knots at least; fewer hold too few pixels to tell motion from activity. */
	private static final int LEAST_SPACING = 32;

	private final float[][] images;
	private final boolean[] usable;
	private final int width;
	private final int height;
	private final int knots;
	private final float limit;
	private final RealMatrix inverse;

	/**
	 * @param images row by row, all alike in size
	 * @param width of a row
	 * @param limit largest absolute value of the frame that enters the fit
	 */
	NuisanceFit(final float[][] images, final boolean[] usable, final int width, final float limit) {
		this.images = images;
		this.usable = usable;
		this.width = width;
		this.limit = limit;
		height = usable.length / width;
		knots = Math.max(1, Math.min(KNOTS, height / LEAST_SPACING));
		final double[][] gram = new double[images.length * knots][images.length * knots];
		for (int y = 0; y < height; y++) for (int i = 0; i < images.length; i++) for (int j = 0; j < images.length; j++) {
			double sum = 0;
			for (int p = y * width; p < (y + 1) * width; p++) if (usable[p]) sum += images[i][p] * images[j][p];
			for (int k = 0; k < 2; k++) for (int l = 0; l < 2; l++) {
				gram[i * knots + knot(y, k)][j * knots + knot(y, l)] += weight(y, k) * weight(y, l) * sum;
			}
		}
		inverse = invert(gram);
	}

	/** The pseudo-inverse: a flat field has no gradients. */
	private static RealMatrix invert(final double[][] gram) {
		final RealMatrix m = new Array2DRowRealMatrix(gram);
		if (m.getNorm() == 0) return MatrixUtils.createRealMatrix(gram.length, gram.length);
		return new SingularValueDecomposition(m).getSolver().getInverse();
	}

	/** The knot above a row ({@code side} 0) or below it (1). */
	private int knot(final int y, final int side) {
		return Math.min(knots - 1, (int) position(y) + side);
	}

	/** How much that knot counts in the row. */
	private double weight(final int y, final int side) {
		final double below = position(y) - (int) position(y);
		return side == 0 ? 1 - below : below;
	}

	private double position(final int y) {
		return height == 1 ? 0 : y * (knots - 1.0) / (height - 1);
	}

	/** Fits all images and subtracts, in place, those from {@code first} on. */
	void subtract(final float[] frame, final int first) {
		final double[] projection = new double[images.length * knots];
		for (int i = 0; i < images.length; i++) for (int y = 0; y < height; y++) {
			final float[] image = images[i];
			double sum = 0;
			for (int p = y * width; p < (y + 1) * width; p++) sum += image[p] * Math.max(-limit, Math.min(limit, frame[p]));
			for (int k = 0; k < 2; k++) projection[i * knots + knot(y, k)] += weight(y, k) * sum;
		}
		final double[] share = inverse.operate(projection);
		for (int i = first; i < images.length; i++) for (int y = 0; y < height; y++) {
			final float[] image = images[i];
			final float a = (float) (weight(y, 0) * share[i * knots + knot(y, 0)] + weight(y, 1) * share[i * knots + knot(y, 1)]);
			for (int p = y * width; p < (y + 1) * width; p++) frame[p] -= a * image[p];
		}
		for (int p = 0; p < frame.length; p++) if (!usable[p]) frame[p] = 0;
	}
}

package org.apical.roi;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Takes the share of a few fixed images out of a frame by least squares. The frame's values are limited for the fit, so
 * that a few bright cells do not pass for a change of the whole field. Thread-safe.
 */
final class NuisanceFit {

	private final float[][] images;
	private final boolean[] usable;
	private final float limit;
	private final RealMatrix inverse;

	/** @param limit largest absolute value of the frame that enters the fit */
	NuisanceFit(final float[][] images, final boolean[] usable, final float limit) {
		this.images = images;
		this.usable = usable;
		this.limit = limit;
		final double[][] gram = new double[images.length][images.length];
		for (int i = 0; i < images.length; i++) for (int j = 0; j < images.length; j++) {
			for (int p = 0; p < usable.length; p++) if (usable[p]) gram[i][j] += images[i][p] * images[j][p];
		}
		inverse = invert(gram);
	}

	/** The pseudo-inverse: a flat field has no gradients. */
	private static RealMatrix invert(final double[][] gram) {
		final RealMatrix m = new Array2DRowRealMatrix(gram);
		if (m.getNorm() == 0) return MatrixUtils.createRealMatrix(gram.length, gram.length);
		return new SingularValueDecomposition(m).getSolver().getInverse();
	}

	/** Subtracts the fitted images in place. */
	void subtract(final float[] frame) {
		final double[] projection = new double[images.length];
		for (int i = 0; i < images.length; i++) {
			final float[] image = images[i];
			double sum = 0;
			for (int p = 0; p < frame.length; p++) sum += image[p] * Math.max(-limit, Math.min(limit, frame[p]));
			projection[i] = sum;
		}
		final double[] share = inverse.operate(projection);
		for (int i = 0; i < images.length; i++) {
			final float[] image = images[i];
			final float a = (float) share[i];
			for (int p = 0; p < frame.length; p++) frame[p] -= a * image[p];
		}
		for (int p = 0; p < frame.length; p++) if (!usable[p]) frame[p] = 0;
	}
}

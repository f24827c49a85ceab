package org.apical.simulate;

/**
 * A continuous image: a cubic B-spline in y and x over a canvas that reaches {@code margin} pixels beyond the field on
 * each side. Because the tissue <em>is</em> this function, a displaced sample of it is exact, whatever the displacement.
 * The spline itself blurs by 1/&radic;3 px (standard deviation), which is part of the point spread function.
 *
 * @param width pixels in a row of the canvas, margins included
 * @param height rows of the canvas
 * @param margin pixels from the canvas's edge to the field's
 * @param coefficients of the spline, row by row
 */
record SplineImage(int width, int height, int margin, float[] coefficients) {

	/** Work arrays of one thread. */
	static final class Work {
		private final double[] wy = new double[4];
		private final double[] wx = new double[4];
		private final float[] line;

		Work(final int canvasWidth) {
			line = new float[canvasWidth];
		}
	}

	/**
	 * Samples (or differentiates) along a row.
	 *
	 * @param y row in the field, any fraction
	 * @param x column in the field of the first sample; the next ones follow at 1 px
	 * @param orderY 0 for the value, 1 for the derivative in y
	 * @param orderX likewise in x
	 */
	void row(final double y, final double x, final int orderY, final int orderX, final float[] into, final int from,
		final int count, final Work work)
	{
		final int iy = (int) Math.floor(y);
		final int ix = (int) Math.floor(x);
		Spline.weights(y - iy, orderY, work.wy);
		Spline.weights(x - ix, orderX, work.wx);
		final int left = ix - 1 + margin;
		final int a = (iy - 1 + margin) * width + left;
		final int b = a + width;
		final int c = b + width;
		final int d = c + width;
		final float[] in = coefficients;
		final float[] line = work.line;
		final float y0 = (float) work.wy[0], y1 = (float) work.wy[1], y2 = (float) work.wy[2], y3 = (float) work.wy[3];
		for (int i = 0; i < count + 3; i++) line[i] = y0 * in[a + i] + y1 * in[b + i] + y2 * in[c + i] + y3 * in[d + i];
		final float x0 = (float) work.wx[0], x1 = (float) work.wx[1], x2 = (float) work.wx[2], x3 = (float) work.wx[3];
		for (int i = 0; i < count; i++)
			into[from + i] = x0 * line[i] + x1 * line[i + 1] + x2 * line[i + 2] + x3 * line[i + 3];
	}

	/** One sample, see {@link #row}. */
	float at(final double y, final double x, final int orderY, final int orderX, final Work work) {
		final int iy = (int) Math.floor(y);
		final int ix = (int) Math.floor(x);
		Spline.weights(y - iy, orderY, work.wy);
		Spline.weights(x - ix, orderX, work.wx);
		int p = (iy - 1 + margin) * width + ix - 1 + margin;
		double sum = 0;
		for (int k = 0; k < 4; k++, p += width) sum += work.wy[k] * (work.wx[0] * coefficients[p] + work.wx[1] * coefficients[p +
			1] + work.wx[2] * coefficients[p + 2] + work.wx[3] * coefficients[p + 3]);
		return (float) sum;
	}

	SplineImage with(final float[] other) {
		return new SplineImage(width, height, margin, other);
	}
}

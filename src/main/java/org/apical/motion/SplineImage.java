package org.apical.motion;

/**
 * An image as a cubic B-spline through its pixels, mirrored at the borders (Unser, Aldroubi & Eden 1993). Evaluates
 * between pixels with far smaller error than linear or Keys interpolation, which matters for derivatives.
 */
final class SplineImage {

	private static final double POLE = Math.sqrt(3) - 2;

	private final int width;
	private final int height;
	private final float[] coefficients;

	SplineImage(final float[] pixels, final int width, final int height) {
		this.width = width;
		this.height = height;
		coefficients = pixels.clone();
		final double[] line = new double[Math.max(width, height)];
		for (int y = 0; y < height; y++) filter(line, y * width, 1, width);
		for (int x = 0; x < width; x++) filter(line, x, width, height);
	}

	private void filter(final double[] line, final int start, final int step, final int n) {
		if (n < 2) return;
		for (int i = 0; i < n; i++) line[i] = 6 * coefficients[start + i * step];
		double sum = line[0];
		double power = POLE;
		for (int i = 1; i < 30; i++, power *= POLE) sum += power * line[mirror(i, n)];
		line[0] = sum;
		for (int i = 1; i < n; i++) line[i] += POLE * line[i - 1];
		line[n - 1] = POLE / (POLE * POLE - 1) * (line[n - 1] + POLE * line[n - 2]);
		for (int i = n - 2; i >= 0; i--) line[i] = POLE * (line[i + 1] - line[i]);
		for (int i = 0; i < n; i++) coefficients[start + i * step] = (float) line[i];
	}

	/** Value at a position in pixels; positions outside are mirrored. */
	double value(final double y, final double x) {
		final int y0 = (int) Math.floor(y);
		final int x0 = (int) Math.floor(x);
		final double fy = y - y0;
		final double fx = x - x0;
		double sum = 0;
		for (int j = -1; j <= 2; j++) {
			final int row = mirror(y0 + j, height) * width;
			double line = 0;
			for (int i = -1; i <= 2; i++) line += weight(i, fx) * coefficients[row + mirror(x0 + i, width)];
			sum += weight(j, fy) * line;
		}
		return sum;
	}

	/** B-spline coefficient; positions outside are mirrored. */
	float coefficient(final int y, final int x) {
		return coefficients[mirror(y, height) * width + mirror(x, width)];
	}

	/** @param around filled with the 5 x 5 coefficients around a pixel */
	void coefficients(final int y, final int x, final float[] around) {
		if (y >= 2 && x >= 2 && y < height - 2 && x < width - 2) {
			for (int j = 0; j < 5; j++) System.arraycopy(coefficients, (y + j - 2) * width + x - 2, around, 5 * j, 5);
			return;
		}
		for (int j = 0; j < around.length; j++) around[j] = coefficient(y + j / 5 - 2, x + j % 5 - 2);
	}

	/** Squared length of the gradient at a pixel, per px². */
	double squaredGradient(final int y, final int x) {
		double gy = 0;
		double gx = 0;
		for (int k = -1; k <= 1; k++) {
			final double w = k == 0 ? 4 / 6.0 : 1 / 6.0;
			gy += w * (coefficient(y + 1, x + k) - coefficient(y - 1, x + k)) / 2;
			gx += w * (coefficient(y + k, x + 1) - coefficient(y + k, x - 1)) / 2;
		}
		return gy * gy + gx * gx;
	}

	/**
	 * What the coefficients around a pixel weigh in the value at an offset from it, -1 to 1 px.
	 *
	 * @return weights of the coefficients -2 to 2
	 */
	static double[] weights(final double offset) {
		final double[] weights = new double[5];
		final int floor = (int) Math.floor(offset);
		for (int k = -1; k <= 2; k++) if (Math.abs(floor + k) <= 2) weights[floor + k + 2] = weight(k, offset - floor);
		return weights;
	}

	private static double weight(final int k, final double f) {
		switch (k) {
			case -1:
				return (1 - f) * (1 - f) * (1 - f) / 6;
			case 0:
				return 2.0 / 3 - f * f * (2 - f) / 2;
			case 1:
				return 2.0 / 3 - (1 - f) * (1 - f) * (1 + f) / 2;
			default:
				return f * f * f / 6;
		}
	}

	/** Where a position outside 0 to n - 1 lies when the line is mirrored at its first and last pixel. */
	static int mirror(final int i, final int n) {
		if (n == 1) return 0;
		final int period = 2 * n - 2;
		final int k = Math.floorMod(i, period);
		return k < n ? k : period - k;
	}
}

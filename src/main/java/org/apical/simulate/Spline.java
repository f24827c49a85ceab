package org.apical.simulate;

/** The uniform cubic B-spline: four weights of the coefficients around a place. */
final class Spline {

	/** Mean square of a spline whose coefficients are independent with unit variance. */
	static final double MEAN_SQUARE = 151.0 / 315;

	private Spline() {}

	/**
	 * Weights of coefficients i-1, i, i+1, i+2 at place i + f.
	 *
	 * @param derivative 0 for the value, 1 for the slope
	 */
	static void weights(final double f, final int derivative, final double[] into) {
		final double g = 1 - f;
		if (derivative == 0) {
			into[0] = g * g * g / 6;
			into[1] = 2.0 / 3 - f * f * (2 - f) / 2;
			into[2] = 2.0 / 3 - g * g * (2 - g) / 2;
			into[3] = f * f * f / 6;
		}
		else {
			into[0] = -g * g / 2;
			into[1] = f * (3 * f - 4) / 2;
			into[2] = -g * (3 * g - 4) / 2;
			into[3] = f * f / 2;
		}
	}
}

package org.apical.simulate;

/**
 * A smooth random function of one variable with mean 0 and RMS 1: a cubic B-spline whose coefficients are independent
 * random numbers, one per unit. Any place can be asked for at once and nothing is stored. Never beyond {@link #BOUND}.
 */
final class SmoothNoise {

	/** Standard deviation of a standard normal number limited to +-3. */
	private static final double LIMITED_SD = 0.9975;
	private static final double SCALE = 1 / (LIMITED_SD * Math.sqrt(Spline.MEAN_SQUARE));

	/** Largest absolute value. */
	static final double BOUND = 3 * SCALE;

	private final long seed;
	private final long stream;

	SmoothNoise(final long seed, final long stream) {
		this.seed = seed;
		this.stream = stream;
	}

	double at(final double place) {
		final long i = (long) Math.floor(place);
		final double[] w = new double[4];
		Spline.weights(place - i, 0, w);
		double sum = 0;
		for (int k = 0; k < 4; k++) sum += w[k] * coefficient(i - 1 + k);
		return SCALE * sum;
	}

	private double coefficient(final long index) {
		return Seeds.normal(seed, stream, index);
	}
}

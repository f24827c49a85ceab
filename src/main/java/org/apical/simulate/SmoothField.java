package org.apical.simulate;

/**
 * A smooth random field over a plane that changes smoothly with time, mean 0 and RMS 1: a bicubic B-spline in space whose
 * every coefficient is a {@link SmoothNoise} in time. Never beyond {@link #BOUND}.
 */
final class SmoothField {

	/** Largest absolute value. */
	static final double BOUND = SmoothNoise.BOUND / Spline.MEAN_SQUARE;

	private final SmoothNoise[] noise;
	private final int side;
	/** For each row (column) the four spline weights and, last, the first coefficient's index. */
	private final double[][] rows;
	private final double[][] columns;
	/** Mean weight of each coefficient along a row. */
	private final double[] mean;

	/** @param knots free values along each side */
	SmoothField(final long seed, final long stream, final int knots, final int width, final int height) {
		side = knots + 3;
		noise = new SmoothNoise[side * side];
		for (int i = 0; i < noise.length; i++) noise[i] = new SmoothNoise(seed, stream + i);
		rows = weights(height, knots);
		columns = weights(width, knots);
		mean = new double[side];
		for (final double[] w : columns) {
			for (int k = 0; k < 4; k++) mean[(int) w[4] + k] += w[k] / width;
		}
	}

	private static double[][] weights(final int length, final int knots) {
		final double[][] weights = new double[length][5];
		for (int i = 0; i < length; i++) {
			final double place = (i + 0.5) / length * knots;
			final int knot = (int) Math.floor(place);
			Spline.weights(place - knot, 0, weights[i]);
			weights[i][4] = knot;
		}
		return weights;
	}

	/** The field at one time. */
	Instant at(final double time) {
		final double[] coefficients = new double[side * side];
		for (int i = 0; i < coefficients.length; i++) coefficients[i] = noise[i].at(time) / Spline.MEAN_SQUARE;
		return new Instant(coefficients);
	}

	/** The field at one time; gives one row after the other. For one thread. */
	final class Instant {

		private final double[] coefficients;
		private final double[] along = new double[side];

		private Instant(final double[] coefficients) {
			this.coefficients = coefficients;
		}

		/** Moves to a row. */
		void row(final int row) {
			final double[] w = rows[row];
			final int from = (int) w[4] * side;
			for (int i = 0; i < side; i++) {
				double sum = 0;
				for (int k = 0; k < 4; k++) sum += w[k] * coefficients[from + k * side + i];
				along[i] = sum;
			}
		}

		/** Value in a column of the row. */
		double value(final int column) {
			final double[] w = columns[column];
			final int from = (int) w[4];
			return w[0] * along[from] + w[1] * along[from + 1] + w[2] * along[from + 2] + w[3] * along[from + 3];
		}

		/** Mean over the row. */
		double mean() {
			double sum = 0;
			for (int i = 0; i < side; i++) sum += mean[i] * along[i];
			return sum;
		}
	}
}

package org.apical.neuron;

/**
 * Overlaps of ROIs, by Student's t around a line in the distance of their centres, so that a few that were outlined badly do
 * no harm.
 *
 * @param at0 mean overlap of ROIs with one centre
 * @param slope of the mean, per px of distance
 * @param spread scale of the t
 */
record OverlapLine(double at0, double slope, double spread) {

	static final double DEGREES = 3;
	private static final double LEAST_SPREAD = 0.15;

	double mean(final double distance) {
		return at0 + slope * distance;
	}

	double logDensity(final Likeness pair) {
		final double away = (pair.overlap() - mean(pair.distance())) / spread;
		return -(DEGREES + 1) / 2 * Math.log(1 + away * away / DEGREES) - Math.log(spread);
	}

	/** Weighted least squares, beginning with a line that counts as some pairs. */
	static final class Fit {

		private double n;
		private double x;
		private double xx;
		private double y;
		private double xy;
		private double yy;

		/** @param within distances that the line to begin with counts for, px */
		Fit(final OverlapLine begin, final double pairs, final double within) {
			for (final double distance : new double[] { 0, within / 2, within }) for (final int side : new int[] { -1, 1 })
				add(new Likeness(distance, begin.mean(distance) + side * begin.spread), pairs / 6);
		}

		void add(final Likeness pair, final double weight) {
			n += weight;
			x += weight * pair.distance();
			xx += weight * pair.distance() * pair.distance();
			y += weight * pair.overlap();
			xy += weight * pair.distance() * pair.overlap();
			yy += weight * pair.overlap() * pair.overlap();
		}

		OverlapLine line() {
			final double slope = (xy - x * y / n) / (xx - x * x / n), at0 = (y - slope * x) / n;
			return new OverlapLine(at0, slope, Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, (yy - y * y / n - slope * (xy - x * y / n)) / n))));
		}
	}
}

package org.apical.neuron;

/**
 * How alike two ROIs of an aligned field are.
 *
 * @param distance between their centres, px
 * @param overlap Fisher's z of the correlation of the two where they lie, each blurred: 0 for none, most 2.65
 */
record Likeness(double distance, double overlap) {

	/** Of correlations nearer to 1, chance outlines say how near. */
	private static final double MOST = 0.99;

	static Likeness of(final BlurredRoi a, final BlurredRoi b) {
		return of(a, b, 0, 0);
	}

	/** The same with b moved. */
	static Likeness of(final BlurredRoi a, final BlurredRoi b, final int dy, final int dx) {
		final double r = Math.min(MOST, a.correlation(b, dy, dx));
		return new Likeness(a.distance(b, dy, dx), 0.5 * Math.log((1 + r) / (1 - r)));
	}
}

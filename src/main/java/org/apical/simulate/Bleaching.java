package org.apical.simulate;

/**
 * Fading of the indicator: a share of the light is lost exponentially.
 *
 * @param fraction share of the light that is lost in the end, 0 to 1
 * @param timeS time constant, s
 */
public record Bleaching(double fraction, double timeS) {

	public static final Bleaching NONE = new Bleaching(0, 1);

	public Bleaching {
		if (!(fraction >= 0 && fraction <= 1 && timeS > 0)) throw new IllegalArgumentException(
			"Bleaching takes a fraction between 0 and 1 and a positive time, not " + fraction + " and " + timeS + " s");
	}

	/** Light that is left after a time, 1 at the start. */
	public double at(final double seconds) {
		return 1 - fraction * -Math.expm1(-seconds / timeS);
	}
}

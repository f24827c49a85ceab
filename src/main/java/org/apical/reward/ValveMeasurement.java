package org.apical.reward;

/**
 * What came out of a valve.
 *
 * @param openMs open time of one pulse
 * @param pulses how many
 * @param massMg what they weighed in all; of water 1 mg is 1 µl, to 0.3 % at 24 °C
 */
public record ValveMeasurement(double openMs, int pulses, double massMg) {

	/** @throws IllegalArgumentException for what cannot have been measured */
	public ValveMeasurement {
		if (!(openMs > 0 && Double.isFinite(openMs))) throw new IllegalArgumentException("open_ms is not above 0: " + openMs);
		if (pulses < 1) throw new IllegalArgumentException("pulses is not above 0: " + pulses);
		if (!(massMg >= 0 && Double.isFinite(massMg))) throw new IllegalArgumentException("mass_mg is not 0 or above: " + massMg);
	}

	/** Volume of one pulse, µl. */
	public double volumeUl() {
		return massMg / pulses;
	}
}

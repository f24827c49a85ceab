package org.apical.motion;

import java.io.Serializable;

/**
 * Variance of a pixel as a function of its expected value: {@code gain * value + readVariance}, the photon-transfer line
 * of a detector with Poisson noise. All in the movie's units.
 *
 * @param gain variance per unit of signal: counts per photon
 * @param readVariance variance at value 0; negative where the detector's zero level is above 0
 * @param floor smallest variance that is believed, above 0
 */
public record NoiseModel(double gain, double readVariance, double floor) implements Serializable {

	/** Every pixel equally noisy. */
	public static NoiseModel uniform(final double variance) {
		return new NoiseModel(0, variance, variance);
	}

	public double variance(final double value) {
		return Math.max(floor, gain * value + readVariance);
	}

	/**
	 * The function of the expected value whose product with a frame is the frame's log-likelihood, up to terms that do not
	 * depend on the shift: the integral of 1 / variance. For photon noise this is the logarithm.
	 */
	public double score(final double value) {
		if (gain <= 0) return value / floor;
		final double knee = (floor - readVariance) / gain;
		return value > knee ? Math.log(gain * value + readVariance) / gain : Math.log(floor) / gain + (value - knee) / floor;
	}
}

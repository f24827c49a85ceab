package org.apical.online.feedback;

/**
 * A sine whose pitch may change from sample to sample without a click: the phase goes on, and loudness follows over a few
 * milliseconds. 16-bit signed samples, little-endian, one channel.
 */
final class Tone {

	/** Time in which loudness and pitch come to 63 % of where they go, s. */
	private static final double GLIDE_S = 0.004;

	private final double rateHz;
	private final double loudness;
	private final double share;
	private double phase;
	private double hz;
	private double level;

	/** @param loudness amplitude, 1 for full scale */
	Tone(final double rateHz, final double loudness) {
		this.rateHz = rateHz;
		this.loudness = loudness;
		share = 1 - Math.exp(-1 / (GLIDE_S * rateHz));
	}

	/** Fills all of it. @param goalHz pitch; NaN for silence */
	void fill(final byte[] samples, final double goalHz) {
		final boolean silent = Double.isNaN(goalHz);
		// From silence the tone begins at its own pitch.
		if (!silent && level < 1e-3 * loudness) hz = goalHz;
		for (int i = 0; i < samples.length; i += 2) {
			if (!silent) hz += share * (goalHz - hz);
			level += share * ((silent ? 0 : loudness) - level);
			phase = (phase + hz / rateHz) % 1;
			final int value = (int) Math.round(Short.MAX_VALUE * level * Math.sin(2 * Math.PI * phase));
			samples[i] = (byte) value;
			samples[i + 1] = (byte) (value >> 8);
		}
	}
}

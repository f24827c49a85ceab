package org.apical.trace;

/**
 * How an indicator answers one spike: an exponential decay, after an exponential rise where one can be seen.
 *
 * <p>Sampled at a frame rate it is an autoregressive process, c(t) = g1 c(t-1) + g2 c(t-2) + s(t): AR(1) without a rise,
 * AR(2) with one (Vogelstein 2010).
 *
 * @param decaySeconds time constant of the decay, s
 * @param riseSeconds time constant of the rise, s, shorter than the decay's; 0 for none
 */
public record Kinetics(double decaySeconds, double riseSeconds) {

	public Kinetics {
		if (!(decaySeconds > 0) || Double.isInfinite(decaySeconds)) throw new IllegalArgumentException(
			"A decay time is positive, not " + decaySeconds + " s");
		if (!(riseSeconds >= 0 && riseSeconds < decaySeconds)) throw new IllegalArgumentException(
			"A rise time lies between 0 and the decay time of " + decaySeconds + " s, not at " + riseSeconds + " s");
	}

	public boolean rises() {
		return riseSeconds > 0;
	}

	/** What is left of the decaying part after one frame. */
	double decay(final double rateHz) {
		return Math.exp(-1 / (decaySeconds * rateHz));
	}

	/** What is left of the rising part after one frame; 0 without a rise. */
	double rise(final double rateHz) {
		return rises() ? Math.exp(-1 / (riseSeconds * rateHz)) : 0;
	}

	/** Largest value of the sampled answer to s = 1. */
	double peak(final double rateHz) {
		final double d = decay(rateHz);
		final double r = rise(rateHz);
		double previous = 0;
		double c = 1;
		for (double next = d + r; next > c; next = (d + r) * c - d * r * previous) {
			previous = c;
			c = next;
		}
		return c;
	}

	/** Square root of the summed squares of the sampled answer whose peak is 1: spike of size 1 over frame noise of 1. */
	double norm(final double rateHz) {
		final double d = decay(rateHz);
		final double r = rise(rateHz);
		final double squares = (d * d / (1 - d * d) - 2 * d * r / (1 - d * r) + (r == 0 ? 0 : r * r / (1 - r * r))) / (d - r) / (d - r);
		return Math.sqrt(squares) / peak(rateHz);
	}
}

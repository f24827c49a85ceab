package org.apical.signal;

/**
 * One animal's answer: mean residual in error reduction minus that in error increase, per population, in z.
 *
 * <p>The pair splits into two orthogonal parts: along (1, -1)/sqrt 2 the signed part, in which the two populations differ
 * as a vector of individual teaching signals would have it; along (1, 1)/sqrt 2 the common part, which one scalar
 * broadcast to all cells gives.
 *
 * @param animal name of the animal
 * @param plus contrast of its P+ neurons
 * @param minus contrast of its P- neurons
 */
public record AnimalContrast(String animal, double plus, double minus) {

	/** P+ contrast minus P- contrast. */
	public double separation() {
		return plus - minus;
	}

	/** Squared part along (1, -1)/sqrt 2. */
	public double signedEnergy() {
		return (plus - minus) * (plus - minus) / 2;
	}

	/** Squared part along (1, 1)/sqrt 2. */
	public double commonEnergy() {
		return (plus + minus) * (plus + minus) / 2;
	}
}

package org.apical.signal;

import java.util.SplittableRandom;

/** Makes the random generator of one piece of work from the run's seed, so that results do not depend on who does it when. */
final class Seeds {

	private Seeds() {}

	/** @param indices which piece of work: neuron, permutation, … */
	static SplittableRandom random(final long seed, final long... indices) {
		long mixed = seed;
		for (final long index : indices) mixed = new SplittableRandom(mixed ^ index * 0x9E3779B97F4A7C15L).nextLong() + index;
		return new SplittableRandom(mixed);
	}
}

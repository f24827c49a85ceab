package org.apical.simulate;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and an index alone, so that any frame can be made without those before it. */
final class Seeds {

	private Seeds() {}

	/** A generator of its own for each (seed, stream, index). */
	static SplittableRandom random(final long seed, final long stream, final long index) {
		return new SplittableRandom(mix(mix(mix(seed) + stream) + index));
	}

	/** A standard normal number, limited to +-3 so that what is built from it has a bound. */
	static double normal(final long seed, final long stream, final long index) {
		return Math.max(-3, Math.min(3, random(seed, stream, index).nextGaussian()));
	}

	/** Stafford's variant 13 of the MurmurHash3 finaliser: neighbouring numbers come far apart. */
	private static long mix(final long value) {
		long z = value + 0x9E3779B97F4A7C15L;
		z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}
}

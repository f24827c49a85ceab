package org.apical.roi;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bright structure leaves at its rim when it moves by parts of a pixel: weak regions that touch it and are active
 * only while it is. A structure of its own is brighter than that, or has transients of its own.
 */
final class Echoes {

	/** Share of an echo's energy that falls into its structure's transients. */
	private static final double WITHIN = 0.9;
	/** Energy of an echo over that of its structure during those transients. */
	private static final double STRENGTH = 0.1;
	private static final float ACTIVE = 3;

	private Echoes() {}

	/** Takes echoes off the list. */
	static void remove(final BinnedMovie movie, final List<Footprint> found) {
		final int[] mark = new int[movie.width * movie.height];
		final List<Footprint> echoes = new ArrayList<>();
		for (final Footprint weak : found) {
			if (found.stream().anyMatch(f -> f != weak && isEcho(weak, f) && FootprintMerger.near(movie, mark, f, weak))) echoes.add(weak);
		}
		found.removeAll(echoes);
	}

	private static boolean isEcho(final Footprint weak, final Footprint strong) {
		double all = 0, during = 0, own = 0;
		for (int t = 0; t < weak.trace.length; t++) {
			final boolean active = strong.trace[t] > ACTIVE * strong.noise;
			final double w = weak.trace[t];
			if (active) own += (double) strong.trace[t] * strong.trace[t];
			if (w <= ACTIVE * weak.noise) continue;
			all += w * w;
			if (active) during += w * w;
		}
		return during >= WITHIN * all && during < STRENGTH * own;
	}
}

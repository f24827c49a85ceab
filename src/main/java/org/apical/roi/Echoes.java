package org.apical.roi;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bright structure leaves at its rim when it moves by parts of a pixel: weak regions that lie along it and are active
 * only while it is. A structure of its own is brighter than that, has transients of its own, or leads away.
 */
final class Echoes {

	/** Share of an echo's energy that falls into its structure's transients. */
	private static final double WITHIN = 0.9;
	/** Likeness of the two traces that tells an echo as well. */
	private static final double SIMILAR = 0.8;
	/** Energy of an echo over that of its structure during those transients. */
	private static final double STRENGTH = 0.1;
	/** Share of an echo's pixels that lie along its structure... */
	private static final double ALONG = 0.5;
	/** ...within this distance, px. */
	private static final int REACH = 4;

	private Echoes() {}

	/** Takes echoes off the list. */
	static void remove(final BinnedMovie movie, final List<Footprint> found) {
		final boolean[] mark = new boolean[movie.width * movie.height];
		final List<Footprint> echoes = new ArrayList<>();
		for (final Footprint weak : found) {
			if (found.stream().anyMatch(f -> f != weak && isEcho(weak, f) && along(movie, mark, weak, f) >= ALONG)) echoes.add(weak);
		}
		found.removeAll(echoes);
	}

	private static boolean isEcho(final Footprint weak, final Footprint strong) {
		double all = 0, during = 0;
		for (int t = 0; t < weak.trace.length; t++) {
			if (!weak.isActive(t)) continue;
			final double w = weak.trace[t];
			all += w * w;
			if (strong.isActive(t)) during += w * w;
		}
		return during < STRENGTH * strong.energy() && (during >= WITHIN * all || weak.similarity(strong) >= SIMILAR);
	}

	/** Share of the weak region's pixels that lie within reach of the strong one. */
	private static double along(final BinnedMovie movie, final boolean[] mark, final Footprint weak, final Footprint strong) {
		for (final int p : strong.pixels) mark[p] = true;
		int n = 0;
		for (final int p : weak.pixels) if (marked(movie, mark, p / movie.width, p % movie.width)) n++;
		for (final int p : strong.pixels) mark[p] = false;
		return n / (double) weak.pixels.length;
	}

	private static boolean marked(final BinnedMovie movie, final boolean[] mark, final int y, final int x) {
		for (int v = Math.max(0, y - REACH); v <= Math.min(movie.height - 1, y + REACH); v++) {
			for (int u = Math.max(0, x - REACH); u <= Math.min(movie.width - 1, x + REACH); u++) if (mark[v * movie.width + u]) return true;
		}
		return false;
	}
}

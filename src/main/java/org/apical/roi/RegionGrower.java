package org.apical.roi;

import java.util.Arrays;

/**
 * Grows an active region over all connected pixels that share its time course, whatever its shape and size.
 *
 * <p>The trace of a starting region gives the bins in which it is active; each neighbour's projection on the trace in those bins is
 * its weight. Pixels join where that weight is beyond noise and a fraction of the region's own; the larger region gives
 * a better trace, and so on until the region stays. Owns work arrays: not thread-safe.
 */
final class RegionGrower {

	/** Pixels join with at least this many standard deviations of noise in the projection smoothed over neighbours. */
	private static final float LEAST = 4;
	/** How strong a pixel must show the region's time course by itself, noise SD: one in six does by chance, so the neighbours decide. */
	private static final float LEAST_OWN = 1;
	/** Pixels join with at least this fraction of the region's upper weights; below lies the blur around it. */
	private static final float FRACTION = 0.25f;
	/** A pixel that was out of view during more of the activity is not told apart from noise. */
	private static final float LEAST_IMAGED = 0.1f;
	private static final int ROUNDS = 8;
	private static final float ACTIVE = 3;
	/** How often a region may turn out to be two things. */
	private static final int PARTS = 2;

	private final BinnedMovie movie;
	private final int most;
	private final int[] seen;
	private final int[] known;
	private final float[] projections;
	private int stamp;
	private int[] queue = new int[1024];
	private float[] weights = new float[1024];
	private final int[] active;
	private final float[] activity;
	private int actives;

	/** @param most largest region, px; what would grow beyond it is background */
	RegionGrower(final BinnedMovie movie, final int most) {
		this.movie = movie;
		this.most = most;
		seen = new int[movie.width * movie.height];
		known = new int[seen.length];
		projections = new float[seen.length];
		active = new int[movie.bins];
		activity = new float[movie.bins];
	}

	/** From a seed's pixels; null where nothing holds together. */
	Footprint grow(final ActivityMap.Seed seed) {
		final int[] pixels = Arrays.stream(seed.pixels()).filter(p -> movie.usable[p]).toArray();
		final float[] even = new float[pixels.length];
		Arrays.fill(even, 1);
		return pixels.length == 0 ? null : grow(new Footprint(movie, pixels, even));
	}

	/** From a region already known, against the movie as it stands; null where nothing holds together. */
	Footprint grow(final Footprint start) {
		Footprint region = converge(start);
		for (int part = 0; part < PARTS && region != null; part++) {
			final Footprint dominant = PatternSplit.dominant(movie, region);
			if (dominant == region) return region;
			region = converge(dominant);
		}
		return region;
	}

	private Footprint converge(final Footprint start) {
		Footprint region = start;
		for (int round = 0; round < ROUNDS; round++) {
			if (!activate(region)) return null;
			final int[] before = region.pixels;
			final int n = spread(before);
			if (n < 2) return null;
			region = new Footprint(movie, Arrays.copyOf(queue, n), Arrays.copyOf(weights, n));
			if (round > 0 && alike(before, region.pixels)) break;
		}
		return region;
	}

	private boolean activate(final Footprint region) {
		actives = 0;
		double square = 0;
		for (int t = 0; t < movie.bins; t++) {
			if (region.trace[t] < ACTIVE * region.noise) continue;
			active[actives] = t;
			activity[actives++] = region.trace[t];
			square += region.trace[t] * region.trace[t];
		}
		final float scale = (float) (BinnedMovie.UNIT / Math.sqrt(square));
		for (int i = 0; i < actives; i++) activity[i] *= scale;
		return actives > 0;
	}

	/** The pixel's projection on the trace, in units of its noise had it been imaged all the time; worked out once a round. */
	private float projection(final int pixel) {
		if (known[pixel] == stamp) return projections[pixel];
		final short[] x = movie.data[pixel];
		float sum = 0;
		for (int i = 0; i < actives; i++) sum += activity[i] * x[active[i]];
		final float share = movie.missing[pixel] == null ? 1 : imaged(pixel);
		if (share < 1) sum = share < LEAST_IMAGED ? 0 : sum / share;
		known[pixel] = stamp;
		projections[pixel] = sum;
		return sum;
	}

	/** Share of the active bins' energy in which the pixel was imaged. */
	private float imaged(final int pixel) {
		double seen = 0, all = 0;
		for (int i = 0; i < actives; i++) {
			final double square = (double) activity[i] * activity[i];
			all += square;
			if (movie.isImaged(pixel, active[i])) seen += square;
		}
		return (float) (seen / all);
	}

	/** Projections weighted 1 2 1 along both axes, in units of the sum's noise. */
	private float smoothed(final int y, final int x) {
		float sum = 0;
		for (int v = Math.max(0, y - 1); v <= Math.min(movie.height - 1, y + 1); v++) {
			for (int u = Math.max(0, x - 1); u <= Math.min(movie.width - 1, x + 1); u++) {
				sum += (v == y ? 2 : 1) * (u == x ? 2 : 1) * projection(v * movie.width + u);
			}
		}
		return sum / 6;
	}

	private boolean joins(final int pixel, final float limit) {
		return projection(pixel) >= limit && smoothed(pixel / movie.width, pixel % movie.width) >= LEAST;
	}

	/** Fills queue and weights with the connected region; keeps the largest piece where the start falls apart. */
	private int spread(final int[] start) {
		stamp++;
		final float[] own = new float[start.length];
		for (int i = 0; i < own.length; i++) own[i] = projection(start[i]);
		final float[] sorted = own.clone();
		Arrays.sort(sorted);
		final float limit = Math.max(LEAST_OWN, FRACTION * sorted[(int) (0.8 * (sorted.length - 1) + 0.5)]);
		int[] best = {};
		float[] bestWeights = {};
		double bestEnergy = 0;
		for (int i = 0; i < start.length; i++) {
			if (seen[start[i]] == stamp || !joins(start[i], limit)) continue;
			final int n = flood(start[i], own[i], limit);
			double energy = 0;
			for (int j = 0; j < n; j++) energy += weights[j] * weights[j];
			if (energy > bestEnergy) {
				bestEnergy = energy;
				best = Arrays.copyOf(queue, n);
				bestWeights = Arrays.copyOf(weights, n);
			}
		}
		if (best.length > most) return 0;
		System.arraycopy(best, 0, queue, 0, best.length);
		System.arraycopy(bestWeights, 0, weights, 0, best.length);
		return best.length;
	}

	private int flood(final int from, final float weight, final float limit) {
		int n = 0;
		seen[from] = stamp;
		queue[n] = from;
		weights[n++] = weight;
		for (int head = 0; head < n && n <= most; head++) {
			final int y = queue[head] / movie.width;
			final int x = queue[head] % movie.width;
			for (int v = Math.max(0, y - 1); v <= Math.min(movie.height - 1, y + 1); v++) {
				for (int u = Math.max(0, x - 1); u <= Math.min(movie.width - 1, x + 1); u++) {
					final int p = v * movie.width + u;
					if (seen[p] == stamp || !movie.usable[p]) continue;
					seen[p] = stamp;
					if (!joins(p, limit)) continue;
					if (n == queue.length) {
						queue = Arrays.copyOf(queue, 2 * n);
						weights = Arrays.copyOf(weights, 2 * n);
					}
					queue[n] = p;
					weights[n++] = projection(p);
				}
			}
		}
		return n;
	}

	private static boolean alike(final int[] a, final int[] b) {
		final int[] x = a.clone();
		final int[] y = b.clone();
		Arrays.sort(x);
		Arrays.sort(y);
		int both = 0;
		for (int i = 0, j = 0; i < x.length && j < y.length;) {
			final int order = Integer.compare(x[i], y[j]);
			if (order == 0) both++;
			if (order <= 0) i++;
			if (order >= 0) j++;
		}
		return both >= 0.97 * Math.max(x.length, y.length);
	}
}

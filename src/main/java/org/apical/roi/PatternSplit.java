package org.apical.roi;

import java.util.Arrays;

/**
 * Tells a region that is one thing from two that were grown together, such as a soma and a dendrite that passes it: the
 * frames in which one thing is active all show the same picture, up to brightness and noise.
 *
 * <p>The pictures of a region's active bins are put into two groups by direction (spherical k-means). Where the groups'
 * mean pictures have little in common, noise taken into account, the region is two things.
 */
final class PatternSplit {

	private static final int ROUNDS = 6;
	/** Cosine of the angle between two pictures above which they show one thing. */
	private static final double ALIKE = 0.5;
	/** Share of the activity that the smaller group needs to count as a thing of its own. */
	private static final double LEAST_SHARE = 0.1;

	private final BinnedMovie movie;
	private final Footprint region;
	private final int[] active;
	private final boolean[] second;

	private PatternSplit(final BinnedMovie movie, final Footprint region) {
		this.movie = movie;
		this.region = region;
		int n = 0;
		final int[] bins = new int[movie.bins];
		for (int t = 0; t < movie.bins; t++) if (region.trace[t] > 4 * region.noise && isWhole(t)) bins[n++] = t;
		active = Arrays.copyOf(bins, n);
		second = new boolean[n];
	}

	/** A region that is cut by the edge of view shows another picture, too, but is not another thing. */
	private boolean isWhole(final int bin) {
		for (final int p : region.pixels) if (!movie.isImaged(p, bin)) return false;
		return true;
	}

	/** The stronger of two things in a region; the region itself where it is one. */
	static Footprint dominant(final BinnedMovie movie, final Footprint region) {
		final PatternSplit split = new PatternSplit(movie, region);
		return split.active.length < 4 ? region : split.run();
	}

	private Footprint run() {
		float[] a = picture(strongest());
		float[] b = picture(leastLike(a));
		for (int round = 0; round < ROUNDS; round++) {
			for (int i = 0; i < active.length; i++) second[i] = cosine(active[i], b) > cosine(active[i], a);
			if (energy(false) == 0 || energy(true) == 0) return region;
			a = mean(false);
			b = mean(true);
		}
		final double one = energy(false);
		final double two = energy(true);
		if (Math.min(one, two) < LEAST_SHARE * (one + two) || alike(a, one, b, two)) return region;
		return footprint(one >= two ? a : b);
	}

	private int strongest() {
		int best = active[0];
		for (final int t : active) if (region.trace[t] > region.trace[best]) best = t;
		return best;
	}

	/** Of the stronger half of the bins, whose pictures are not all noise, the one least like the picture. */
	private int leastLike(final float[] picture) {
		final float[] sorted = new float[active.length];
		for (int i = 0; i < sorted.length; i++) sorted[i] = region.trace[active[i]];
		Arrays.sort(sorted);
		int least = active[0];
		double smallest = Double.MAX_VALUE;
		for (final int t : active) {
			if (region.trace[t] < sorted[sorted.length / 2]) continue;
			final double cosine = cosine(t, picture);
			if (cosine >= smallest) continue;
			smallest = cosine;
			least = t;
		}
		return least;
	}

	private float[] picture(final int t) {
		final float[] picture = new float[region.pixels.length];
		for (int i = 0; i < picture.length; i++) picture[i] = movie.data[region.pixels[i]][t] * BinnedMovie.UNIT;
		return picture;
	}

	private double cosine(final int t, final float[] picture) {
		double both = 0;
		double own = 0;
		double other = 0;
		for (int i = 0; i < picture.length; i++) {
			final double x = movie.data[region.pixels[i]][t];
			both += x * picture[i];
			own += x * x;
			other += picture[i] * picture[i];
		}
		return own * other == 0 ? 0 : both / Math.sqrt(own * other);
	}

	/** Summed squares of the trace over a group's bins: the inverse of its mean picture's variance. */
	private double energy(final boolean group) {
		double sum = 0;
		for (int i = 0; i < active.length; i++) {
			if (second[i] == group) sum += region.trace[active[i]] * region.trace[active[i]];
		}
		return sum;
	}

	/** The picture of a unit of the trace. */
	private float[] mean(final boolean group) {
		final float[] mean = new float[region.pixels.length];
		final float scale = (float) (BinnedMovie.UNIT / energy(group));
		for (int i = 0; i < active.length; i++) {
			if (second[i] != group) continue;
			final float s = region.trace[active[i]] * scale;
			for (int p = 0; p < mean.length; p++) mean[p] += s * movie.data[region.pixels[p]][active[i]];
		}
		return mean;
	}

	private static boolean alike(final float[] a, final double energyA, final float[] b, final double energyB) {
		double both = 0;
		double squareA = -a.length / energyA;
		double squareB = -b.length / energyB;
		for (int i = 0; i < a.length; i++) {
			both += a[i] * b[i];
			squareA += a[i] * a[i];
			squareB += b[i] * b[i];
		}
		return squareA <= 0 || squareB <= 0 || both > ALIKE * Math.sqrt(squareA * squareB);
	}

	private Footprint footprint(final float[] picture) {
		float most = 0;
		for (final float w : picture) most = Math.max(most, w);
		final int[] pixels = new int[picture.length];
		final float[] weights = new float[picture.length];
		int n = 0;
		for (int i = 0; i < picture.length; i++) {
			if (picture[i] < most / 4) continue;
			pixels[n] = region.pixels[i];
			weights[n++] = picture[i];
		}
		return n == 0 ? region : new Footprint(movie, Arrays.copyOf(pixels, n), Arrays.copyOf(weights, n));
	}
}

package org.apical.roi;

/** Looks at what lies around a region: a structure ends at its edge, neuropil fades slowly. */
final class Surround {

	private static final int NEAR = 2;
	private static final int FAR = 4;

	private final BinnedMovie movie;
	private final byte[] distance;

	Surround(final BinnedMovie movie) {
		this.movie = movie;
		distance = new byte[movie.width * movie.height];
	}

	/**
	 * How much stronger a region's time course is within it than two to four pixels away: 1 for a structure with nothing
	 * around, near 0 for a patch of something larger.
	 *
	 * @param region already taken out of the movie, like all others
	 */
	double contrast(final Footprint region) {
		mark(region, FAR, (byte) 1);
		mark(region, NEAR - 1, (byte) 2);
		final double energy = region.energy();
		double around = 0;
		int n = 0;
		for (int i = 0; i < region.pixels.length; i++) {
			final int y = region.pixels[i] / movie.width;
			final int x = region.pixels[i] % movie.width;
			for (int v = Math.max(0, y - FAR); v <= Math.min(movie.height - 1, y + FAR); v++) {
				for (int u = Math.max(0, x - FAR); u <= Math.min(movie.width - 1, x + FAR); u++) {
					final int p = v * movie.width + u;
					final double projection = distance[p] == 1 && movie.usable[p] ? region.projection(movie, p) : Double.NaN;
					if (!Double.isNaN(projection)) {
						around += projection;
						n++;
					}
					distance[p] = 0;
				}
			}
		}
		double inside = 0;
		for (final float w : region.weights) inside += w / region.weights.length;
		return n == 0 || energy == 0 ? 1 : 1 - around / n / energy / inside;
	}

	private void mark(final Footprint region, final int reach, final byte value) {
		for (final int pixel : region.pixels) {
			final int y = pixel / movie.width;
			final int x = pixel % movie.width;
			for (int v = Math.max(0, y - reach); v <= Math.min(movie.height - 1, y + reach); v++) {
				for (int u = Math.max(0, x - reach); u <= Math.min(movie.width - 1, x + reach); u++) distance[v * movie.width + u] = value;
			}
		}
	}
}

package org.apical.roi;

/**
 * Tells activity from movement by what a region's neighbourhood does with it: where an edge moves, the picture follows the
 * mean image's gradients on both sides of the structure, brighter here and darker there; activity leaves the surround alone.
 */
final class MotionPicture {

	/** How far around the region the picture is looked at, px. */
	private static final int REACH = 8;

	private final BinnedMovie movie;

	MotionPicture(final BinnedMovie movie) {
		this.movie = movie;
	}

	/**
	 * What the best movement of the mean image explains of the picture that goes with a region's trace, over what the region
	 * itself explains: near 0 for activity, 0.5 and more for an edge that moved.
	 *
	 * @param region already taken out of the movie, like all others
	 */
	double share(final Footprint region) {
		int top = movie.height, bottom = -1, left = movie.width, right = -1;
		for (final int p : region.pixels) {
			top = Math.min(top, p / movie.width - REACH);
			bottom = Math.max(bottom, p / movie.width + REACH);
			left = Math.min(left, p % movie.width - REACH);
			right = Math.max(right, p % movie.width + REACH);
		}
		top = Math.max(1, top);
		left = Math.max(1, left);
		bottom = Math.min(movie.height - 2, bottom);
		right = Math.min(movie.width - 2, right);
		final double energy = region.energy();
		final float[] own = new float[Math.max(0, (bottom - top + 1) * (right - left + 1))];
		for (int i = 0; i < region.pixels.length; i++) {
			final int y = region.pixels[i] / movie.width, x = region.pixels[i] % movie.width;
			if (y >= top && y <= bottom && x >= left && x <= right) own[(y - top) * (right - left + 1) + x - left] = region.weights[i];
		}
		double yy = 0, xx = 0, yx = 0, py = 0, px = 0;
		for (int y = top, i = 0; y <= bottom; y++) for (int x = left; x <= right; x++, i++) {
			final int p = y * movie.width + x;
			if (!movie.usable[p]) continue;
			final double projection = region.projection(movie, p);
			if (Double.isNaN(projection)) continue;
			final double gy = (movie.mean[p + movie.width] - movie.mean[p - movie.width]) / movie.noise[p];
			final double gx = (movie.mean[p + 1] - movie.mean[p - 1]) / movie.noise[p];
			final double picture = own[i] + projection / energy;
			yy += gy * gy;
			xx += gx * gx;
			yx += gy * gx;
			py += picture * gy;
			px += picture * gx;
		}
		final double determinant = yy * xx - yx * yx;
		return energy == 0 || determinant <= 0 ? 0 : (py * py * xx - 2 * py * px * yx + px * px * yy) / determinant;
	}
}

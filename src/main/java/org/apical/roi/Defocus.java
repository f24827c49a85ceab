package org.apical.roi;

/**
 * Tells what lies out of focus. What is in focus is as bright near its rim as further in, or brighter (the nucleus is dark); a cell
 * above or below the plane is a blot that rises from its rim to its middle over many micrometres.
 */
final class Defocus {

	/** Smaller things can be that blunt in focus: radius of the largest disc inside, µm. */
	private static final double LEAST_RADIUS_UM = 6;
	/** Width of a rim that may be dim in focus too, µm and px. */
	private static final double RIM_UM = 1.5, RIM_PX = 1.25;
	/** Where the shell ends and where the core begins, over that radius. */
	private static final double SHELL = 0.5, CORE = 0.6;
	/** Fewer pixels of either say nothing. */
	private static final int LEAST_PX = 6;
	/** Above is a blot: brightness of the core over that of the shell. Cells have 0.4 to 1.1. */
	private static final double MOST_RISE = 1.15;

	private Defocus() {}

	/** @param um edge of a pixel, µm */
	static boolean isBlot(final Footprint region, final BinnedMovie movie, final double um) {
		final PixelMask mask = new PixelMask(region.pixels, movie.width);
		final double[] depth = mask.depths();
		double radius = 0;
		for (final double d : depth) radius = Math.max(radius, d);
		if (radius * um < LEAST_RADIUS_UM) return false;
		final double rim = Math.max(RIM_UM / um, RIM_PX);
		double shell = 0, core = 0;
		int shells = 0, cores = 0;
		for (int i = 0; i < region.pixels.length; i++) {
			final int p = region.pixels[i];
			final double d = depth[mask.index(p)], light = region.weights[i] * movie.noise[p];
			if (d >= CORE * radius) {
				core += light;
				cores++;
			}
			else if (d >= rim && d <= SHELL * radius) {
				shell += light;
				shells++;
			}
		}
		return shells >= LEAST_PX && cores >= LEAST_PX && core * shells > MOST_RISE * shell * cores;
	}
}

package org.apical.roi;

/**
 * Tells a structure from what is active by other reasons: it has an edge, is no string of noise and no patch of neuropil, is in
 * focus ({@link Defocus}), and is not the edge of something that moved ({@link MotionPicture}).
 */
final class StructureCriteria {

	/** Below are patches full of holes: those of neuropil mostly have 0.6 to 0.75, cells and neurites 0.9 and more at any thickness. */
	private static final double LEAST_SOLIDITY = 0.75;
	/** Below is what noise makes ragged; a disc of two pixels' radius and a line two pixels wide have 2.7... */
	private static final double LEAST_COHERENCE = 2.3;
	/** ...what is too small for that needs this share of the most that so many pixels can have... */
	private static final double LEAST_COMPACTNESS = 0.75;
	/** ...and what is too thin for it needs to be without holes, and longer than noise strings pixels together. */
	private static final double THIN_SOLIDITY = 0.9;
	private static final int THIN_PX = 30;
	/** Below are parts of something larger that has no edge there. */
	private static final double LEAST_CONTRAST = 0.8;
	/** Above are edges of something that moved. In simulated fields activity stayed below 0.22, moved edges began at 0.3. */
	private static final double MOST_MOTION = 0.25;

	private final BinnedMovie movie;
	private final double um;
	private final Surround surround;
	private final MotionPicture motion;

	/** @param um edge of a pixel, µm */
	StructureCriteria(final BinnedMovie movie, final double um) {
		this.movie = movie;
		this.um = um;
		surround = new Surround(movie);
		motion = new MotionPicture(movie);
	}

	/** @param region already taken out of the movie, like all others */
	boolean areMetBy(final Footprint region) {
		return hasEdge(region) && !Defocus.isBlot(region, movie, um) && motion.share(region) <= MOST_MOTION;
	}

	/** Whether it ends somewhere, and in a line. */
	boolean hasEdge(final Footprint region) {
		return !ragged(region, movie.width) && surround.contrast(region) >= LEAST_CONTRAST;
	}

	/** Whether it is a patch full of holes or pixels strung together, rather than something with an edge. */
	static boolean ragged(final Footprint f, final int width) {
		final int n = f.pixels.length;
		final double solidity = f.solidity(width);
		if (n >= THIN_PX && solidity >= THIN_SOLIDITY) return false;
		// A square has the most neighbours.
		return solidity < LEAST_SOLIDITY || f.coherence(width) < Math.min(LEAST_COHERENCE, LEAST_COMPACTNESS * (4 - 4 / Math.sqrt(n)));
	}
}

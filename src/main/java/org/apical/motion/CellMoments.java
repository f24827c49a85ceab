package org.apical.motion;

/**
 * A template's informative pixels gathered into cells that move as one (the whole frame, rows, or tiles), and of each cell
 * the sums over its pixels that do not depend on the frame: of the polynomials' products with each other, of the polynomials,
 * and of 1, all weighted by the inverse variance. Immutable, shared by all threads; {@link CellMatch} adds what a frame
 * tells.
 */
final class CellMoments {

	/** Sums of one cell: TERMS x TERMS, then TERMS, then 1. */
	static final int SUMS = Cubic.TERMS * Cubic.TERMS + Cubic.TERMS + 1;

	/** The pixels, cell by cell. */
	final PixelBlocks blocks;
	/** {@link #SUMS} numbers of each cell. */
	final double[] sums;
	/** Whether what the template's own noise adds to the sums is to be taken off. */
	final boolean withoutNoise;

	private CellMoments(final PixelBlocks blocks, final boolean withoutNoise) {
		this.blocks = blocks;
		this.withoutNoise = withoutNoise;
		sums = new double[cells() * SUMS];
		for (int c = 0; c < cells(); c++) {
			for (int i = blocks.start[c]; i < blocks.start[c + 1]; i++) add(blocks.pixels, i, 1, sums, c * SUMS);
		}
	}

	/**
	 * All pixels as one cell, without the noise. Between pixels, where a spline averages, a template's noise is weaker; so its
	 * products would draw a displacement there, in large frames by more than its own error.
	 */
	static CellMoments whole(final InformativePixels pixels) {
		return new CellMoments(new PixelBlocks(pixels, 1, i -> 0), true);
	}

	/**
	 * Cells as they are: a few pixels are displaced by far more than that by their own noise, and less information is the safer side.
	 *
	 * @param level of the pyramid that the pixels are from
	 */
	static CellMoments of(final InformativePixels pixels, final KnotGeometry geometry, final int level) {
		return new CellMoments(new PixelBlocks(pixels, geometry.cells(level), i -> geometry.cell(level, pixels.y[i], pixels.x[i])), false);
	}

	int cells() {
		return blocks.cells();
	}

	/** Number of pixels in all cells. */
	int size() {
		return blocks.pixels.size();
	}

	/** Adds a pixel's part, times a sign, to a cell's sums. */
	static void add(final InformativePixels pixels, final int pixel, final double sign, final double[] sums, final int at) {
		final float[] q = pixels.weighted;
		final int from = pixel * InformativePixels.KEPT;
		int k = at;
		final double share = sign / q[from + Cubic.TERMS];
		for (int i = 0; i < Cubic.TERMS; i++) {
			final double factor = share * q[from + i];
			for (int j = 0; j < Cubic.TERMS; j++) sums[k++] += factor * q[from + j];
		}
		for (int i = 0; i <= Cubic.TERMS; i++) sums[k++] += sign * q[from + i];
	}
}

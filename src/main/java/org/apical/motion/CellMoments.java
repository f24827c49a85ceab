package org.apical.motion;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A template's informative pixels gathered into cells that move as one (the whole frame, rows, or tiles), and of each cell
 * the sums over its pixels that do not depend on the frame: of the polynomials' products with each other, of the polynomials,
 * and of 1, all weighted by the inverse variance. Immutable, shared by all threads; {@link CellMatch} adds what a frame
 * tells.
 */
final class CellMoments {

	/** Sums of one cell: TERMS x TERMS, then TERMS, then 1. */
	static final int SUMS = Cubic.TERMS * Cubic.TERMS + Cubic.TERMS + 1;

	/** Pixels in the order of the cells. */
	final InformativePixels pixels;
	/** Number of each cell's first pixel, and at the end the number of pixels. */
	final int[] start;
	/** {@link #SUMS} numbers of each cell. */
	final double[] sums;

	private CellMoments(final InformativePixels pixels, final int[] start) {
		this.pixels = pixels;
		this.start = start;
		sums = new double[cells() * SUMS];
		for (int c = 0; c < cells(); c++) for (int i = start[c]; i < start[c + 1]; i++) add(pixels, i, 1, sums, c * SUMS);
	}

	/** All pixels as one cell. */
	static CellMoments whole(final InformativePixels pixels) {
		return new CellMoments(pixels, new int[] { 0, pixels.size() });
	}

	/** @param level of the pyramid that the pixels are from */
	static CellMoments of(final InformativePixels pixels, final KnotGeometry geometry, final int level) {
		return of(pixels, geometry.cells(level), i -> geometry.cell(level, pixels.y[i], pixels.x[i]));
	}

	/** Counting sort by cell. */
	private static CellMoments of(final InformativePixels pixels, final int cells, final IntUnaryOperator cell) {
		final int[] start = new int[cells + 1];
		for (int i = 0; i < pixels.size(); i++) start[cell.applyAsInt(i) + 1]++;
		Arrays.parallelPrefix(start, Integer::sum);
		final int[] next = start.clone();
		final int[] order = new int[pixels.size()];
		for (int i = 0; i < order.length; i++) order[next[cell.applyAsInt(i)]++] = i;
		return new CellMoments(pixels.inOrder(order), start);
	}

	int cells() {
		return start.length - 1;
	}

	/** Adds a pixel's part, times a sign, to a cell's sums. */
	static void add(final InformativePixels pixels, final int pixel, final double sign, final double[] sums, final int at) {
		final float[] q = pixels.weighted;
		final int from = pixel * InformativePixels.KEPT;
		final double weight = q[from + Cubic.TERMS];
		int k = at;
		for (int i = 0; i < Cubic.TERMS; i++) {
			final double share = sign * q[from + i] / weight;
			for (int j = 0; j < Cubic.TERMS; j++) sums[k++] += share * q[from + j];
		}
		for (int i = 0; i <= Cubic.TERMS; i++) sums[k++] += sign * q[from + i];
	}
}

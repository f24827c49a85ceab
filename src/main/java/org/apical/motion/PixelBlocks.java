package org.apical.motion;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The informative pixels of a template in the order of the cells they belong to, and within a cell in blocks of up to
 * {@link #LANES}. A block's numbers lie together, each kind for all pixels in turn: so one loop over whole arrays multiplies
 * them, which the compiler turns into vector instructions, and memory is read in long runs. A cell of several
 * blocks has full ones, in which what the last lacks in pixels weighs nothing.
 * Immutable, shared by all threads.
 */
final class PixelBlocks {

	/** Pixels in a full block. */
	static final int LANES = 128;

	private static final int KEPT = InformativePixels.KEPT;

	/** An image's border may move by its side over this before pixels deeper in must be asked whether they are shown. */
	private static final int MARGIN = 16;

	/** In the order of the blocks. */
	final InformativePixels pixels;
	/** Number of each cell's first pixel, and at the end the number of pixels. */
	final int[] start;
	/** Number of each cell's first block, and at the end the number of blocks. */
	final int[] firstBlock;
	/** {@link InformativePixels#KEPT} numbers of each block's pixels, those of one kind together. */
	final float[][] weighted;
	/** The rows and columns in which a block's pixels lie, first and last. */
	private final short[] top;
	private final short[] bottom;
	private final short[] left;
	private final short[] right;

	/**
	 * @param cells number of cells
	 * @param cell of each pixel
	 */
	PixelBlocks(final InformativePixels all, final int cells, final IntUnaryOperator cell) {
		start = new int[cells + 1];
		pixels = all.inOrder(order(all, cell, start));
		firstBlock = new int[cells + 1];
		for (int c = 0; c < cells; c++) firstBlock[c + 1] = firstBlock[c] + (start[c + 1] - start[c] + LANES - 1) / LANES;
		final int blocks = firstBlock[cells];
		weighted = new float[blocks][];
		top = new short[blocks];
		bottom = new short[blocks];
		left = new short[blocks];
		right = new short[blocks];
		for (int c = 0; c < cells; c++) for (int b = firstBlock[c]; b < firstBlock[c + 1]; b++) {
			weighted[b] = new float[KEPT * Math.min(LANES, start[c + 1] - start[c])];
			fill(b, first(c, b), end(c, b));
		}
	}

	/**
	 * Counting sort by cell; within a cell those near the image's border come last, so that most blocks lie inside of a frame
	 * that moved.
	 */
	private static int[] order(final InformativePixels all, final IntUnaryOperator cell, final int[] start) {
		final int[] next = new int[2 * start.length];
		for (int i = 0; i < all.size(); i++) next[key(all, cell, i) + 1]++;
		Arrays.parallelPrefix(next, Integer::sum);
		for (int c = 0; c < start.length; c++) start[c] = next[2 * c];
		final int[] order = new int[all.size()];
		for (int i = 0; i < order.length; i++) order[next[key(all, cell, i)]++] = i;
		return order;
	}

	private static int key(final InformativePixels all, final IntUnaryOperator cell, final int i) {
		final int rows = all.height / MARGIN;
		final int columns = all.width / MARGIN;
		final boolean inside = all.y[i] >= rows && all.y[i] < all.height - rows && all.x[i] >= columns && all.x[i] < all.width - columns;
		return 2 * cell.applyAsInt(i) + (inside ? 0 : 1);
	}

	private void fill(final int block, final int from, final int to) {
		final int lanes = weighted[block].length / KEPT;
		top[block] = left[block] = Short.MAX_VALUE;
		bottom[block] = right[block] = Short.MIN_VALUE;
		for (int i = from; i < to; i++) {
			top[block] = (short) Math.min(top[block], pixels.y[i]);
			bottom[block] = (short) Math.max(bottom[block], pixels.y[i]);
			left[block] = (short) Math.min(left[block], pixels.x[i]);
			right[block] = (short) Math.max(right[block], pixels.x[i]);
			for (int k = 0; k < KEPT; k++) weighted[block][k * lanes + i - from] = pixels.weighted[i * KEPT + k];
		}
	}

	int cells() {
		return start.length - 1;
	}

	/** Number of a block's first pixel. */
	int first(final int cell, final int block) {
		return start[cell] + (block - firstBlock[cell]) * LANES;
	}

	/** Number of the pixel after a block's last. */
	int end(final int cell, final int block) {
		return Math.min(first(cell, block) + LANES, start[cell + 1]);
	}

	/**
	 * Collects a frame's pixels that lie so many rows and columns beside those of a block.
	 *
	 * @param into from 0 on; NaN where the frame shows nothing
	 * @return how many are NaN
	 */
	int gather(final int cell, final int block, final int down, final int aside, final LevelPixels frame, final float[] into) {
		final int from = first(cell, block);
		final int to = end(cell, block);
		final boolean inside = top[block] + down >= 0 && bottom[block] + down < pixels.height && left[block] + aside >= 0 && right[block] +
			aside < pixels.width;
		return inside ? frame.gatherInside(pixels.y, pixels.x, from, to, down, aside, into) : frame.gather(pixels.y, pixels.x, from, to,
			down, aside, into);
	}
}

package org.apical.motion;

import java.util.Arrays;

/**
 * Compares a frame with a template cell by cell. Looking at a cell at a whole-pixel displacement takes one pass over its
 * pixels; what the likelihood, its slope and its curvature are at any displacement within half a pixel follows from the sums
 * of that pass alone. So Gauss-Newton iterations cost next to nothing, however large the frame.
 *
 * <p>With the template t and its slopes gy, gx as functions of the displacement, and n the frame, the sums of all their
 * products weighted by the inverse variance are what {@link #evaluate} leaves in the fields. One thread's; nothing is
 * allocated per frame.
 */
final class CellMatch {

	private static final int TERMS = Cubic.TERMS;

	/** Blocks summed lane by lane in single precision before the lanes are added up in double. */
	private static final int CARRIED = 64;

	/** A cell is looked at again when its displacement has moved this far from where it was, px. */
	private static final double LEAVE = Cubic.REACH;

	double yy, yx, yt, y1, xx, xt, x1, tt, t1, one, ny, nx, nt, n1;
	/** Sum of the frame's squares. */
	double nn;
	/** Number of pixels that were seen. */
	int count;

	private final CellMoments moments;
	private final int[] offsetY;
	private final int[] offsetX;
	private final boolean[] known;
	/** The template's sums over the pixels that the frame shows. */
	private final double[] fixed;
	/** Sums of the frame with the polynomials, with 1, and with itself; PixelSums.TERMS of each cell. */
	private final double[] seen;
	private final int[] pixels;
	private final float[] shown = new float[PixelBlocks.LANES];
	private final PixelSums sums = new PixelSums();
	private final double[] value = new double[TERMS];
	private final double[] slopeY = new double[TERMS];
	private final double[] slopeX = new double[TERMS];

	CellMatch(final CellMoments moments) {
		this.moments = moments;
		final int n = moments.cells();
		offsetY = new int[n];
		offsetX = new int[n];
		known = new boolean[n];
		pixels = new int[n];
		fixed = new double[n * CellMoments.SUMS];
		seen = new double[n * PixelSums.TERMS];
	}

	int cells() {
		return moments.cells();
	}

	/** Number of pixels in all cells. */
	int size() {
		return moments.size();
	}

	/** Forgets the last frame. */
	void clear() {
		Arrays.fill(known, false);
	}

	/**
	 * @param dy displacement of the cell, px
	 * @return whether the cell has any pixel that the frame shows
	 */
	boolean evaluate(final int cell, final double dy, final double dx, final LevelPixels frame) {
		if (!known[cell] || Math.abs(dy - offsetY[cell]) > LEAVE || Math.abs(dx - offsetX[cell]) > LEAVE) look(cell, (int) Math
			.rint(dy), (int) Math.rint(dx), frame);
		count = pixels[cell];
		if (count == 0) return false;
		Cubic.value(offsetY[cell] - dy, offsetX[cell] - dx, value);
		Cubic.slopeY(offsetY[cell] - dy, offsetX[cell] - dx, slopeY);
		Cubic.slopeX(offsetY[cell] - dy, offsetX[cell] - dx, slopeX);
		yy = yx = yt = xx = xt = tt = y1 = x1 = t1 = ny = nx = nt = 0;
		final int means = cell * CellMoments.SUMS + TERMS * TERMS;
		final int frames = cell * PixelSums.TERMS;
		for (int i = 0, k = cell * CellMoments.SUMS; i < TERMS; i++) {
			double t = 0;
			double y = 0;
			double x = 0;
			for (int j = 0; j < TERMS; j++, k++) {
				t += fixed[k] * value[j];
				y += fixed[k] * slopeY[j];
				x += fixed[k] * slopeX[j];
			}
			yy += y * slopeY[i];
			yx += y * slopeX[i];
			xx += x * slopeX[i];
			yt -= y * value[i];
			xt -= x * value[i];
			tt += t * value[i];
			y1 -= fixed[means + i] * slopeY[i];
			x1 -= fixed[means + i] * slopeX[i];
			t1 += fixed[means + i] * value[i];
			ny -= seen[frames + i] * slopeY[i];
			nx -= seen[frames + i] * slopeX[i];
			nt += seen[frames + i] * value[i];
		}
		one = fixed[means + TERMS];
		n1 = seen[frames + TERMS];
		nn = seen[frames + TERMS + 1];
		return true;
	}

	/** Correlation of the frame with the template in what was evaluated last; 0 where one of them has no contrast. */
	double correlation() {
		final double covariance = nt - n1 * t1 / one;
		final double product = (tt - t1 * t1 / one) * (nn - n1 * n1 / one);
		return product > 0 ? covariance / Math.sqrt(product) : 0;
	}

	/** One pass over a cell's pixels, with the frame moved by whole pixels. */
	private void look(final int cell, final int oy, final int ox, final LevelPixels frame) {
		known[cell] = true;
		offsetY[cell] = oy;
		offsetX[cell] = ox;
		System.arraycopy(moments.sums, cell * CellMoments.SUMS, fixed, cell * CellMoments.SUMS, CellMoments.SUMS);
		final PixelBlocks blocks = moments.blocks;
		final int first = blocks.firstBlock[cell];
		final int end = blocks.firstBlock[cell + 1];
		final int at = cell * PixelSums.TERMS;
		Arrays.fill(seen, at, at + PixelSums.TERMS, 0);
		int missing = 0;
		for (int b = first; b < end; b++) {
			missing += show(cell, b, frame);
			if (end - first == 1) PixelSums.add(shown, blocks.weighted[b], seen, at);
			else {
				sums.addToLanes(shown, blocks.weighted[b]);
				if ((b - first) % CARRIED == CARRIED - 1 || b == end - 1) sums.carry(seen, at);
			}
		}
		pixels[cell] = blocks.start[cell + 1] - blocks.start[cell] - missing;
		if (!moments.withoutNoise) return;
		final double[] ofNoise = blocks.pixels.ofNoise;
		for (int i = 0, k = cell * CellMoments.SUMS; i < ofNoise.length; i++, k++) fixed[k] -= pixels[cell] * ofNoise[i];
	}

	/** Collects a block's pixels, 0 for those that the frame does not show or that a short block lacks. @return how many it does not */
	private int show(final int cell, final int block, final LevelPixels frame) {
		final PixelBlocks blocks = moments.blocks;
		final int missing = blocks.gather(cell, block, offsetY[cell], offsetX[cell], frame, shown);
		final int from = blocks.first(cell, block);
		final int n = blocks.end(cell, block) - from;
		Arrays.fill(shown, n, shown.length, 0);
		for (int i = 0; missing > 0 && i < n; i++) {
			if (shown[i] == shown[i]) continue;
			shown[i] = 0;
			CellMoments.add(blocks.pixels, from + i, -1, fixed, cell * CellMoments.SUMS);
		}
		return missing;
	}
}

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

	/** Pixels summed in single precision, which is twice as fast, before their sums are added up in double. */
	private static final int BLOCK = 64;

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
	/** Sums of the frame with the polynomials, with 1, and with itself; TERMS + 2 of each cell. */
	private final double[] seen;
	private final int[] pixels;
	private final float[] block = new float[BLOCK];
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
		seen = new double[n * (TERMS + 2)];
	}

	int cells() {
		return moments.cells();
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
		final int frames = cell * (TERMS + 2);
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
		final int from = moments.start[cell];
		final int to = moments.start[cell + 1];
		Arrays.fill(seen, cell * (TERMS + 2), (cell + 1) * (TERMS + 2), 0);
		int missing = 0;
		for (int i = from; i < to; i += BLOCK) missing += add(cell, i, Math.min(i + BLOCK, to), frame);
		pixels[cell] = to - from - missing;
	}

	/** Adds some of a cell's pixels to what was seen of it. @return how many of them the frame does not show */
	private int add(final int cell, final int from, final int to, final LevelPixels frame) {
		final InformativePixels p = moments.pixels;
		final float[] q = p.weighted;
		frame.gather(p.y, p.x, from, to, offsetY[cell], offsetX[cell], block);
		int missing = 0;
		float m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0, m7 = 0, m8 = 0, m9 = 0;
		// A blank frame is known by these two alone, so they keep all digits.
		double sum = 0, squares = 0;
		for (int i = from, c = from * InformativePixels.KEPT; i < to; i++, c += InformativePixels.KEPT) {
			final float n = block[i - from];
			if (n != n) {
				missing++;
				CellMoments.add(p, i, -1, fixed, cell * CellMoments.SUMS);
				continue;
			}
			m0 += n * q[c];
			m1 += n * q[c + 1];
			m2 += n * q[c + 2];
			m3 += n * q[c + 3];
			m4 += n * q[c + 4];
			m5 += n * q[c + 5];
			m6 += n * q[c + 6];
			m7 += n * q[c + 7];
			m8 += n * q[c + 8];
			m9 += n * q[c + 9];
			final float k = n * q[c + TERMS];
			sum += k;
			squares += k * n;
		}
		final int s = cell * (TERMS + 2);
		seen[s] += m0;
		seen[s + 1] += m1;
		seen[s + 2] += m2;
		seen[s + 3] += m3;
		seen[s + 4] += m4;
		seen[s + 5] += m5;
		seen[s + 6] += m6;
		seen[s + 7] += m7;
		seen[s + 8] += m8;
		seen[s + 9] += m9;
		seen[s + 10] += sum;
		seen[s + 11] += squares;
		return missing;
	}
}

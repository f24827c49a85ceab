package org.apical.roi;

import java.util.Arrays;

/**
 * By how much the tissue around each place brightened in a frame, relative to its mean: neuropil that swells and fades over tens of
 * micrometres, and a laser that flickers. Taken from the dimmer pixels of a square window, since bright ones are cells;
 * their values are limited around what the window does, so that fine processes that are active do not count. Given on a coarse grid
 * and interpolated in between; windows change slowly from one place to the next. Not thread-safe: one a thread.
 */
final class LocalShare {

	/** Values are limited first around no change, then around what came out. */
	private static final int ROUNDS = 2;

	private final Grid grid;
	private final float[] image;
	private final float limit;
	private final float[] residual;
	private final float[] local;
	private final float[] share;
	private final float[] columns;
	private final float[] imaged;

	/**
	 * Where shares are given and how they are taken; the same for all threads.
	 *
	 * @param half the window reaches this far to each side, px
	 */
	record Grid(int width, int height, int half, boolean[] counted, float[] weight) {

		/**
		 * @param image how the field looks when it brightens as a whole, in units of each pixel's noise
		 * @param light mean light of each pixel
		 */
		static Grid of(final float[] image, final float[] light, final boolean[] usable, final int width, final int half) {
			final int height = image.length / width;
			final float[] columns = new float[width], in = new float[image.length], sum = new float[image.length], count = new float[image.length];
			for (int p = 0; p < in.length; p++) in[p] = usable[p] ? light[p] : 0;
			Images.boxMean(in, width, height, half, columns, sum);
			for (int p = 0; p < in.length; p++) in[p] = usable[p] ? 1 : 0;
			Images.boxMean(in, width, height, half, columns, count);
			final boolean[] counted = new boolean[image.length];
			for (int p = 0; p < in.length; p++) {
				counted[p] = usable[p] && light[p] * count[p] <= sum[p];
				in[p] = counted[p] ? image[p] : 0;
			}
			final float[] weight = new float[image.length];
			Images.boxMean(in, width, height, half, columns, weight);
			return new Grid(width, height, half, counted, weight);
		}

		/** Pixels from node to node. */
		int step() {
			return Math.max(2, half / 2);
		}

		int columns() {
			return (width - 1) / step() + 2;
		}

		int rows() {
			return (height - 1) / step() + 2;
		}

		/** The pixel of a node; nodes beyond the edge stand on it. */
		int pixel(final int node) {
			return Math.min(height - 1, node / columns() * step()) * width + Math.min(width - 1, node % columns() * step());
		}

		int nodes() {
			return rows() * columns();
		}

		/**
		 * A pixel's share over time, between the four nodes around it.
		 *
		 * @param shares nodes x bins
		 * @param scale what to multiply it by
		 */
		void interpolate(final float[][] shares, final int pixel, final float scale, final float[] into) {
			final int y = pixel / width, x = pixel % width, step = step(), node = y / step * columns() + x / step;
			final float down = y % step / (float) step, right = x % step / (float) step;
			final float[] a = shares[node], b = shares[node + 1], c = shares[node + columns()], d = shares[node + columns() + 1];
			final float wa = scale * (1 - down) * (1 - right), wb = scale * (1 - down) * right, wc = scale * down * (1 - right), wd = scale * down * right;
			for (int t = 0; t < into.length; t++) into[t] = wa * a[t] + wb * b[t] + wc * c[t] + wd * d[t];
		}
	}

	LocalShare(final Grid grid, final float[] image, final float limit) {
		this.grid = grid;
		this.image = image;
		this.limit = limit;
		residual = new float[image.length];
		local = new float[image.length];
		share = new float[image.length];
		columns = new float[grid.width];
		imaged = new float[image.length];
	}

	/**
	 * @param frame in units of each pixel's noise; NaN where it was not imaged
	 * @param into shares at the grid's nodes
	 */
	void measure(final float[] frame, final float[] into) {
		Arrays.fill(share, 0);
		final float[] weight = weight(frame);
		for (int round = 0; round < ROUNDS; round++) {
			for (int p = 0; p < frame.length; p++) {
				residual[p] = grid.counted[p] && frame[p] == frame[p] ? Math.max(-limit, Math.min(limit, frame[p] - share[p] * image[p])) : 0;
			}
			Images.boxMean(residual, grid.width, grid.height, grid.half, columns, local);
			for (int p = 0; p < frame.length; p++) if (weight[p] > 0) share[p] += local[p] / weight[p];
		}
		for (int i = 0; i < into.length; i++) into[i] = share[grid.pixel(i)];
	}

	/** Light of what was imaged of each window. */
	private float[] weight(final float[] frame) {
		boolean all = true;
		for (int p = 0; p < frame.length; p++) {
			residual[p] = grid.counted[p] && frame[p] == frame[p] ? image[p] : 0;
			all &= frame[p] == frame[p] || !grid.counted[p];
		}
		if (all) return grid.weight;
		Images.boxMean(residual, grid.width, grid.height, grid.half, columns, imaged);
		return imaged;
	}
}

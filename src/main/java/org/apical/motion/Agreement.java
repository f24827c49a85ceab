package org.apical.motion;

import java.util.Arrays;

/**
 * Correlation of a frame with a template at a displacement, pixel by nearest pixel: unlike that of an interpolated frame it
 * does not depend on the fraction of the displacement, which would smooth the noise. Beside that of the whole frame it gives
 * the median over tiles, which a few active cells do not lower but a change of focus does.
 */
final class Agreement {

	private static final int PIXELS = 1 << 16;
	private static final int LEAST_TILE = 10;
	private static final int MOST_TILES = 6;
	/** Sums of one tile: number, template, its squares, frame, its squares, products. */
	private static final int SUMS = 6;

	private final float[] template;
	private final int width;
	private final int height;
	private final float pivot;
	/** Rows of a large frame are left out; some ten thousand pixels tell a correlation well. */
	private final int step;
	private final int down;
	private final int across;
	private final double[] tiles;
	private final double[] total = new double[SUMS];
	private final double[] sorted;

	/** @param template NaN where unknown */
	Agreement(final float[] template, final int width, final int height) {
		this.template = template;
		this.width = width;
		this.height = height;
		float first = 0;
		for (final float v : template) if (v == v) {
			first = v;
			break;
		}
		pivot = first;
		step = Math.max(1, (int) Math.round((double) width * height / PIXELS));
		down = Math.max(1, Math.min(MOST_TILES, height / LEAST_TILE));
		across = Math.max(1, Math.min(MOST_TILES, width / LEAST_TILE));
		tiles = new double[down * across * SUMS];
		sorted = new double[down * across];
	}

	double rigid(final float[] frame, final double dy, final double dx) {
		reset();
		final int oy = (int) Math.rint(dy);
		final int ox = (int) Math.rint(dx);
		for (int r = 0; r < height; r += step) addRow(frame, r, r + oy, ox);
		return value();
	}

	/** @param displacement rows x 2, of each of the frame's rows */
	double lines(final float[] frame, final float[] displacement) {
		reset();
		for (int s = 0; s < height; s += step) addRow(frame, (int) Math.rint(s - displacement[2 * s]), s, (int) Math.rint(
			displacement[2 * s + 1]));
		return value();
	}

	/** @param corrected frame on the template, NaN where it was not imaged */
	double aligned(final float[] corrected) {
		add(corrected);
		return value();
	}

	/**
	 * Correlation of a frame with the mean of the others, where the template is the mean of all: a frame always agrees with
	 * its own noise.
	 *
	 * @param frames number of frames in the mean, 3 or more
	 */
	double others(final float[] corrected, final int frames) {
		add(corrected);
		sumUp();
		final double k = frames;
		final double n = total[0];
		final double vt = total[2] - total[1] * total[1] / n;
		final double vf = total[4] - total[3] * total[3] / n;
		final double covariance = total[5] - total[1] * total[3] / n;
		final double vo = k * k * vt - 2 * k * covariance + vf;
		return vo > 0 && vf > 0 ? (k * covariance - vf) / Math.sqrt(vo * vf) : Double.NaN;
	}

	/** The last frame's. */
	double whole() {
		return correlation(total, 0);
	}

	/** The median of the tiles' correlations in the last frame; NaN where no tile has contrast. */
	double typical() {
		int known = 0;
		for (int t = 0; t < sorted.length; t++) {
			final double r = correlation(tiles, t * SUMS);
			if (!Double.isNaN(r)) sorted[known++] = r;
		}
		if (known == 0) return Double.NaN;
		Arrays.sort(sorted, 0, known);
		return sorted[known / 2];
	}

	private void add(final float[] corrected) {
		reset();
		for (int r = 0; r < height; r++) addRow(corrected, r, r, 0);
	}

	private void reset() {
		Arrays.fill(tiles, 0);
	}

	private void addRow(final float[] frame, final int templateRow, final int frameRow, final int ox) {
		if (frameRow < 0 || frameRow >= height || templateRow < 0 || templateRow >= height) return;
		final int row = templateRow * down / height * across;
		for (int k = 0; k < across; k++) addSegment(frame, templateRow * width, frameRow * width + ox, Math.max(-ox, k * width / across),
			Math.min(width - ox, (k + 1) * width / across), (row + k) * SUMS);
	}

	private void addSegment(final float[] frame, final int t0, final int f0, final int from, final int to, final int tile) {
		float t = 0, tt = 0, f = 0, ff = 0, ft = 0;
		int count = 0;
		// Differences from a pivot keep the sums small enough for floats.
		for (int c = from; c < to; c++) {
			final float a = template[t0 + c] - pivot;
			final float b = frame[f0 + c] - pivot;
			if (a != a || b != b) continue;
			count++;
			t += a;
			tt += a * a;
			f += b;
			ff += b * b;
			ft += a * b;
		}
		tiles[tile] += count;
		tiles[tile + 1] += t;
		tiles[tile + 2] += tt;
		tiles[tile + 3] += f;
		tiles[tile + 4] += ff;
		tiles[tile + 5] += ft;
	}

	private void sumUp() {
		Arrays.fill(total, 0);
		for (int i = 0; i < tiles.length; i++) total[i % SUMS] += tiles[i];
	}

	private double value() {
		sumUp();
		return whole();
	}

	private static double correlation(final double[] sums, final int at) {
		final double n = sums[at];
		final double vt = sums[at + 2] - sums[at + 1] * sums[at + 1] / n;
		final double vf = sums[at + 4] - sums[at + 3] * sums[at + 3] / n;
		return vt > 0 && vf > 0 ? (sums[at + 5] - sums[at + 1] * sums[at + 3] / n) / Math.sqrt(vt * vf) : Double.NaN;
	}
}

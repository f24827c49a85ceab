package org.apical.neuron;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds how tiles of one image lie in another: by the highest correlation, to a fraction of a pixel, of images from which
 * the local brightness and contrast are taken out, so that a cell counts as much on a day on which it is bright.
 */
final class TileMatch {

	/** Displacement of one tile. */
	record Tile(double y, double x, double dy, double dx, double correlation) {}

	private static final int SPACING = 20, HALF_SIDE = 22;
	private static final double LEAST_OVERLAP = 0.6;
	private static final int AREA = 4 * HALF_SIDE * HALF_SIDE;

	private final int width;
	private final int height;
	private final FlatImage reference;

	/** @param reference NaN where it is unknown */
	TileMatch(final float[] reference, final int width, final int height) {
		this.width = width;
		this.height = height;
		this.reference = new FlatImage(reference, width, height);
	}

	/**
	 * @param image in the reference's coordinates, NaN where it is unknown
	 * @param reach largest displacement, px
	 */
	List<Tile> find(final float[] image, final int reach) {
		final FlatImage flat = new FlatImage(image, width, height);
		final List<Tile> tiles = new ArrayList<>();
		final double[] scores = new double[(2 * reach + 1) * (2 * reach + 1)];
		for (int y = SPACING / 2; y < height; y += SPACING)
			for (int x = SPACING / 2; x < width; x += SPACING) {
				final Tile tile = find(flat, y, x, reach, scores);
				if (tile != null) tiles.add(tile);
			}
		return tiles;
	}

	private Tile find(final FlatImage image, final int y, final int x, final int reach, final double[] scores) {
		final int top = Math.max(0, y - HALF_SIDE), bottom = Math.min(height, y + HALF_SIDE);
		final int left = Math.max(0, x - HALF_SIDE), right = Math.min(width, x + HALF_SIDE);
		if (reference.known(top, bottom, left, right) < LEAST_OVERLAP * AREA || image.known(top, bottom, left, right) == 0) return null;
		final int side = 2 * reach + 1;
		int best = -1;
		for (int dy = -reach; dy <= reach; dy++)
			for (int dx = -reach; dx <= reach; dx++) {
				final int k = (dy + reach) * side + dx + reach;
				scores[k] = correlation(image, y, x, dy, dx);
				if (!Double.isNaN(scores[k]) && (best < 0 || scores[k] > scores[best])) best = k;
			}
		if (best < 0) return null;
		final int by = best / side, bx = best % side;
		// at the border of the reach the peak itself may lie beyond
		if (by == 0 || bx == 0 || by == side - 1 || bx == side - 1) return null;
		return new Tile(y, x, by - reach + peak(scores[best - side], scores[best], scores[best + side]), bx - reach + peak(scores[best - 1],
			scores[best], scores[best + 1]), scores[best]);
	}

	/** Where the parabola through three equally spaced values has its peak. */
	private static double peak(final double before, final double at, final double after) {
		final double bend = before - 2 * at + after;
		return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
	}

	private double correlation(final FlatImage image, final int y, final int x, final int dy, final int dx) {
		final int top = Math.max(0, Math.max(y - HALF_SIDE, -dy)) , bottom = Math.min(height, Math.min(y + HALF_SIDE, height - dy));
		final int from = Math.max(0, Math.max(x - HALF_SIDE, -dx)), to = Math.min(width, Math.min(x + HALF_SIDE, width - dx));
		final int all = Math.max(0, bottom - top) * Math.max(0, to - from);
		if (all < LEAST_OVERLAP * AREA) return Double.NaN;
		final int here = reference.known(top, bottom, from, to), there = image.known(top + dy, bottom + dy, from + dx, to + dx);
		if (Math.min(here, there) < LEAST_OVERLAP * AREA) return Double.NaN;
		if (here == all && there == all) {
			final double power = reference.power(top, bottom, from, to) * image.power(top + dy, bottom + dy, from + dx, to + dx);
			return power > 0 ? product(image, top, bottom, from, to, dy * width + dx) / Math.sqrt(power) : Double.NaN;
		}
		final float[] a = reference.values(), aa = reference.squares(), aKnown = reference.mask();
		final float[] b = image.values(), bb = image.squares(), bKnown = image.mask();
		double product = 0, mine = 0, other = 0, n = 0;
		for (int r = top; r < bottom; r++) {
			float ab = 0, aSquare = 0, bSquare = 0, both = 0;
			for (int i = r * width + from, k = i + dy * width + dx; i < r * width + to; i++, k++) {
				ab += a[i] * b[k];
				aSquare += aa[i] * bKnown[k];
				bSquare += aKnown[i] * bb[k];
				both += aKnown[i] * bKnown[k];
			}
			product += ab;
			mine += aSquare;
			other += bSquare;
			n += both;
		}
		return n < LEAST_OVERLAP * AREA || mine == 0 || other == 0 ? Double.NaN : product / Math.sqrt(mine * other);
	}

	/** Sum of the products where all is known; four sums, since each addition waits for the one before it. */
	private double product(final FlatImage image, final int top, final int bottom, final int from, final int to, final int moved) {
		final float[] a = reference.values(), b = image.values();
		double sum = 0;
		for (int r = top; r < bottom; r++) {
			float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
			int i = r * width + from;
			final int end = r * width + to;
			for (; i + 3 < end; i += 4) {
				s0 += a[i] * b[i + moved];
				s1 += a[i + 1] * b[i + 1 + moved];
				s2 += a[i + 2] * b[i + 2 + moved];
				s3 += a[i + 3] * b[i + 3 + moved];
			}
			for (; i < end; i++) s0 += a[i] * b[i + moved];
			sum += s0 + s1 + s2 + s3;
		}
		return sum;
	}
}

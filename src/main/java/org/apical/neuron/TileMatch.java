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
	/** Local brightness and contrast are those of this far around, px. */
	private static final int SURROUND = 12;
	/** Contrast below this share of the whole image's is noise. */
	private static final double LEAST_CONTRAST = 0.3;
	private static final double LEAST_OVERLAP = 0.6;
	private static final int AREA = 4 * HALF_SIDE * HALF_SIDE;

	private final int width;
	private final int height;
	private final float[] reference;

	/** @param reference NaN where it is unknown */
	TileMatch(final float[] reference, final int width, final int height) {
		this.width = width;
		this.height = height;
		this.reference = flattened(reference);
	}

	/**
	 * @param image in the reference's coordinates, NaN where it is unknown
	 * @param reach largest displacement, px
	 */
	List<Tile> find(final float[] image, final int reach) {
		final float[] flat = flattened(image);
		final List<Tile> tiles = new ArrayList<>();
		final double[] scores = new double[(2 * reach + 1) * (2 * reach + 1)];
		for (int y = SPACING / 2; y < height; y += SPACING)
			for (int x = SPACING / 2; x < width; x += SPACING) {
				final Tile tile = find(flat, y, x, reach, scores);
				if (tile != null) tiles.add(tile);
			}
		return tiles;
	}

	private Tile find(final float[] image, final int y, final int x, final int reach, final double[] scores) {
		if (known(reference, y, x) < LEAST_OVERLAP * AREA || known(image, y, x) == 0) return null;
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

	/** Pixels of a tile that are not NaN. */
	private int known(final float[] image, final int y, final int x) {
		int n = 0;
		for (int r = Math.max(0, y - HALF_SIDE); r < Math.min(height, y + HALF_SIDE); r++)
			for (int c = Math.max(0, x - HALF_SIDE); c < Math.min(width, x + HALF_SIDE); c++) if (image[r * width + c] == image[r * width + c]) n++;
		return n;
	}

	/** Where the parabola through three equally spaced values has its peak. */
	private static double peak(final double before, final double at, final double after) {
		final double bend = before - 2 * at + after;
		return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
	}

	private double correlation(final float[] image, final int y, final int x, final int dy, final int dx) {
		final int top = Math.max(0, Math.max(y - HALF_SIDE, -dy)) , bottom = Math.min(height, Math.min(y + HALF_SIDE, height - dy));
		final int from = Math.max(0, Math.max(x - HALF_SIDE, -dx)), to = Math.min(width, Math.min(x + HALF_SIDE, width - dx));
		double ab = 0, aa = 0, bb = 0;
		int n = 0;
		for (int r = top; r < bottom; r++)
			for (int c = from; c < to; c++) {
				final float a = reference[r * width + c], b = image[(r + dy) * width + c + dx];
				if (a != a || b != b) continue;
				ab += a * b;
				aa += a * a;
				bb += b * b;
				n++;
			}
		return n < LEAST_OVERLAP * AREA || aa == 0 || bb == 0 ? Double.NaN : ab / Math.sqrt(aa * bb);
	}

	/** Less the local mean, over the local standard deviation; NaN stays NaN. */
	private float[] flattened(final float[] image) {
		final double[] sum = new double[(width + 1) * (height + 1)], square = sum.clone(), count = sum.clone();
		double allSum = 0, allSquare = 0, all = 0;
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int k = (y + 1) * (width + 1) + x + 1;
				final float v = image[y * width + x];
				final double known = v == v ? 1 : 0, value = v == v ? v : 0;
				sum[k] = value + sum[k - 1] + sum[k - width - 1] - sum[k - width - 2];
				square[k] = value * value + square[k - 1] + square[k - width - 1] - square[k - width - 2];
				count[k] = known + count[k - 1] + count[k - width - 1] - count[k - width - 2];
				allSum += value;
				allSquare += value * value;
				all += known;
			}
		final double least = LEAST_CONTRAST * Math.sqrt(Math.max(0, allSquare / all - allSum / all * allSum / all)) + 1e-12;
		final float[] flat = new float[image.length];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int i = y * width + x;
				final double n = box(count, y, x), mean = box(sum, y, x) / n;
				flat[i] = image[i] != image[i] ? Float.NaN : (float) ((image[i] - mean) / Math.max(least, Math.sqrt(Math.max(0, box(square, y,
					x) / n - mean * mean))));
			}
		return flat;
	}

	/** Sum around a pixel. */
	private double box(final double[] integral, final int y, final int x) {
		final int top = Math.max(0, y - SURROUND), bottom = Math.min(height, y + SURROUND + 1);
		final int left = Math.max(0, x - SURROUND), right = Math.min(width, x + SURROUND + 1), w = width + 1;
		return integral[bottom * w + right] - integral[top * w + right] - integral[bottom * w + left] + integral[top * w + left];
	}
}

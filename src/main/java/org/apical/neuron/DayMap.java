package org.apical.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apical.roi.Roi;

/**
 * Where each place of the aligned field lies in one day's image. The aligned field is the first day's with a margin on all
 * sides, for what only other days show. Brings the day's image and ROIs into the aligned field. Immutable.
 */
public final class DayMap {

	private final int width;
	private final int height;
	private final int margin;
	/** Of each pixel of the aligned field, its row and column in the day's image. */
	private final float[] ys;
	private final float[] xs;

	/** A displacement added to a pixel's place. */
	interface Flow {

		/** @param into filled with dy and dx, px */
		void at(int y, int x, double[] into);
	}

	private DayMap(final int width, final int height, final int margin, final float[] ys, final float[] xs) {
		this.width = width;
		this.height = height;
		this.margin = margin;
		this.ys = ys;
		this.xs = xs;
	}

	/** The day's image as it is. */
	public static DayMap identity(final int width, final int height, final int margin) {
		return similarity(width, height, margin, 0, 1, 0, 0);
	}

	/**
	 * A turn and a scaling about the centre, then a shift.
	 *
	 * @param width of the day's image
	 * @param margin around the first day's field, px
	 * @param angle radians, from down to right
	 * @param dy of the day's content from the reference's, px
	 */
	static DayMap similarity(final int width, final int height, final int margin, final double angle, final double scale, final double dy,
		final double dx)
	{
		final int columns = width + 2 * margin, rows = height + 2 * margin;
		final float[] ys = new float[columns * rows], xs = new float[columns * rows];
		final double cy = (height - 1) / 2.0, cx = (width - 1) / 2.0, c = scale * Math.cos(angle), s = scale * Math.sin(angle);
		for (int row = 0, i = 0; row < rows; row++)
			for (int column = 0; column < columns; column++, i++) {
				final double y = row - margin - cy, x = column - margin - cx;
				ys[i] = (float) (cy + dy + c * y - s * x);
				xs[i] = (float) (cx + dx + s * y + c * x);
			}
		return new DayMap(width, height, margin, ys, xs);
	}

	/** Pixels in a row of the aligned field. */
	public int width() {
		return width + 2 * margin;
	}

	/** Rows of the aligned field. */
	public int height() {
		return height + 2 * margin;
	}

	/** How far from the first day's field this day reaches on the side where it reaches farthest, px. */
	int reach() {
		int reach = 0;
		for (int row = 0, i = 0; row < height(); row++)
			for (int column = 0; column < width(); column++, i++)
				if (isSeen(ys[i], xs[i])) reach = Math.max(reach, Math.max(Math.max(margin - row, row - margin - height + 1), Math.max(margin -
					column, column - margin - width + 1)));
		return reach;
	}

	/** The same with another, smaller margin. */
	DayMap withMargin(final int smaller) {
		final int off = margin - smaller, columns = width + 2 * smaller, rows = height + 2 * smaller;
		final float[] newYs = new float[columns * rows], newXs = new float[columns * rows];
		for (int row = 0; row < rows; row++) {
			System.arraycopy(ys, (row + off) * width() + off, newYs, row * columns, columns);
			System.arraycopy(xs, (row + off) * width() + off, newXs, row * columns, columns);
		}
		return new DayMap(width, height, smaller, newYs, newXs);
	}

	/** The map that takes a pixel first along the flow and then along this map. */
	DayMap after(final Flow flow) {
		final float[] newYs = new float[ys.length], newXs = new float[xs.length];
		final double[] d = new double[2];
		for (int y = 0, i = 0; y < height(); y++)
			for (int x = 0; x < width(); x++, i++) {
				flow.at(y, x, d);
				newYs[i] = (float) linear(ys, width(), height(), y + d[0], x + d[1]);
				newXs[i] = (float) linear(xs, width(), height(), y + d[0], x + d[1]);
			}
		return new DayMap(width, height, margin, newYs, newXs);
	}

	/** Linear between pixels, and on beyond the edges. */
	private static double linear(final float[] values, final int width, final int height, final double y, final double x) {
		final int y0 = Math.max(0, Math.min(height - 2, (int) Math.floor(y))), x0 = Math.max(0, Math.min(width - 2, (int) Math.floor(x)));
		final double fy = y - y0, fx = x - x0;
		final int i = y0 * width + x0;
		return (1 - fy) * ((1 - fx) * values[i] + fx * values[i + 1]) + fy * ((1 - fx) * values[i + width] + fx * values[i + width + 1]);
	}

	/** How far the content at the first day's centre lies below there on this day, px. */
	public double dy() {
		return ys[centre()] - height / 2;
	}

	/** The same to the right. */
	public double dx() {
		return xs[centre()] - width / 2;
	}

	private int centre() {
		return (margin + height / 2) * width() + margin + width / 2;
	}

	private boolean isSeen(final float y, final float x) {
		return y >= 0 && x >= 0 && y <= height - 1 && x <= width - 1;
	}

	/** The day's image in the aligned field; NaN where the day does not show it. */
	public float[] pull(final float[] image) {
		final float[] out = new float[ys.length];
		for (int i = 0; i < out.length; i++) out[i] = isSeen(ys[i], xs[i]) ? (float) linear(image, width, height, ys[i], xs[i]) : Float.NaN;
		return out;
	}

	/**
	 * The day's ROIs in the aligned field. One that lies wholly outside is null.
	 *
	 * @param rois of one plane
	 */
	public List<Roi> pull(final List<Roi> rois) {
		final List<List<Integer>> owners = new ArrayList<>(width * height);
		for (int i = 0; i < width * height; i++) owners.add(null);
		for (int r = 0; r < rois.size(); r++)
			for (int k = 0; k < rois.get(r).size(); k++) {
				final int pixel = rois.get(r).pixel(k);
				if (owners.get(pixel) == null) owners.set(pixel, new ArrayList<>(1));
				owners.get(pixel).add(r);
			}
		final int[] sizes = new int[rois.size()];
		final int[][] pixels = new int[rois.size()][16];
		for (int i = 0; i < ys.length; i++) {
			final int y = Math.round(ys[i]), x = Math.round(xs[i]);
			if (y < 0 || x < 0 || y >= height || x >= width || owners.get(y * width + x) == null) continue;
			for (final int r : owners.get(y * width + x)) {
				if (sizes[r] == pixels[r].length) pixels[r] = Arrays.copyOf(pixels[r], 2 * sizes[r]);
				pixels[r][sizes[r]++] = i;
			}
		}
		final List<Roi> pulled = new ArrayList<>();
		for (int r = 0; r < rois.size(); r++) pulled.add(sizes[r] == 0 ? null : pulled(rois.get(r), Arrays.copyOf(pixels[r], sizes[r])));
		return pulled;
	}

	private Roi pulled(final Roi roi, final int[] pixels) {
		final int[] own = roi.pixels();
		final float[] weights = new float[pixels.length];
		for (int k = 0; k < pixels.length; k++) weights[k] = roi.weight(Arrays.binarySearch(own, Math.round(ys[pixels[k]]) * width + Math.round(
			xs[pixels[k]])));
		return Roi.of(roi.label(), roi.plane(), width(), height(), pixels, weights).withCompartment(roi.compartment()).withNeuron(roi.neuron()
			.orElse(0)).withSnr(roi.snr());
	}
}

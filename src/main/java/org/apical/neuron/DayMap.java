package org.apical.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apical.roi.Roi;

/**
 * Where each pixel of the reference lies in one day's image. Brings that day's image and ROIs into the reference's
 * coordinates. Immutable.
 */
public final class DayMap {

	private final int width;
	private final int height;
	private final float[] ys;
	private final float[] xs;

	/** A displacement added to a pixel's place. */
	interface Flow {

		/** @param into filled with dy and dx, px */
		void at(int y, int x, double[] into);
	}

	private DayMap(final int width, final int height, final float[] ys, final float[] xs) {
		this.width = width;
		this.height = height;
		this.ys = ys;
		this.xs = xs;
	}

	/** The day's image as it is. */
	public static DayMap identity(final int width, final int height) {
		return similarity(width, height, 0, 1, 0, 0);
	}

	/**
	 * A turn and a scaling about the centre, then a shift.
	 *
	 * @param angle radians, from down to right
	 * @param dy of the day's content from the reference's, px
	 */
	static DayMap similarity(final int width, final int height, final double angle, final double scale, final double dy, final double dx) {
		final float[] ys = new float[width * height], xs = new float[width * height];
		final double cy = (height - 1) / 2.0, cx = (width - 1) / 2.0, c = scale * Math.cos(angle), s = scale * Math.sin(angle);
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				ys[i] = (float) (cy + dy + c * (y - cy) - s * (x - cx));
				xs[i] = (float) (cx + dx + s * (y - cy) + c * (x - cx));
			}
		return new DayMap(width, height, ys, xs);
	}

	/** The map that takes a pixel first along the flow and then along this map. */
	DayMap after(final Flow flow) {
		final float[] newYs = new float[ys.length], newXs = new float[xs.length];
		final double[] d = new double[2];
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				flow.at(y, x, d);
				newYs[i] = (float) extended(ys, y + d[0], x + d[1]);
				newXs[i] = (float) extended(xs, y + d[0], x + d[1]);
			}
		return new DayMap(width, height, newYs, newXs);
	}

	/** Linear between pixels, and on beyond the edges. */
	private double extended(final float[] values, final double y, final double x) {
		final int y0 = Math.max(0, Math.min(height - 2, (int) Math.floor(y))), x0 = Math.max(0, Math.min(width - 2, (int) Math.floor(x)));
		final double fy = y - y0, fx = x - x0;
		final int i = y0 * width + x0;
		return (1 - fy) * ((1 - fx) * values[i] + fx * values[i + 1]) + fy * ((1 - fx) * values[i + width] + fx * values[i + width + 1]);
	}

	/** Row of a reference pixel in the day's image, px. */
	public double y(final int pixel) {
		return ys[pixel];
	}

	/** Column likewise. */
	public double x(final int pixel) {
		return xs[pixel];
	}

	/** The day's image in the reference's coordinates; NaN where the day does not show it. */
	public float[] pull(final float[] image) {
		final float[] out = new float[ys.length];
		for (int i = 0; i < out.length; i++) {
			final float y = ys[i], x = xs[i];
			out[i] = y >= 0 && x >= 0 && y <= height - 1 && x <= width - 1 ? (float) extended(image, y, x) : Float.NaN;
		}
		return out;
	}

	/**
	 * The day's ROIs in the reference's coordinates. One that lies wholly outside is null.
	 *
	 * @param rois of one plane
	 */
	public List<Roi> pull(final List<Roi> rois) {
		final List<List<Integer>> owners = new ArrayList<>(ys.length);
		for (int i = 0; i < ys.length; i++) owners.add(null);
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
		return Roi.of(roi.label(), roi.plane(), width, height, pixels, weights).withCompartment(roi.compartment()).withNeuron(roi.neuron()
			.orElse(0)).withSnr(roi.snr());
	}
}

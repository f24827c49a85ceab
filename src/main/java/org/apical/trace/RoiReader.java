package org.apical.trace;

import java.util.List;

import org.apical.roi.Roi;

/**
 * Reads the fluorescence of all ROIs of one plane from one frame; the closed loop and {@link TraceExtractor} share it.
 *
 * <p>An ROI's fluorescence is the mean of its pixels by weight. Where ROIs share pixels, what each adds is told apart by
 * least squares: a pixel shows the sum over its ROIs of their fluorescence times their weight there, and the fluorescences
 * are those that leave the least squared error over the group's pixels. The part of a pixel that does not change (resting
 * fluorescence, background) is not a sum of its ROIs'; so an ROI's level is set right by a constant, such that its mean
 * over time is that of the weighted mean. Groups in which one ROI nearly equals a mixture of others are left as weighted
 * means, since no solution could be trusted.
 *
 * <p>Immutable, so any number of threads may read. No call allocates.
 */
public final class RoiReader {

	private final Regions regions;
	private final double[][] shares;
	private final int[][] groups;
	private final double[][][] unmixing;
	private final float[] levels;

	/** @param rois of one plane */
	public RoiReader(final List<Roi> rois) {
		final int[][] pixels = new int[rois.size()][];
		shares = new double[rois.size()][];
		for (int r = 0; r < pixels.length; r++) {
			final Roi roi = rois.get(r);
			pixels[r] = roi.pixels();
			shares[r] = new double[pixels[r].length];
			double sum = 0;
			for (int i = 0; i < shares[r].length; i++) sum += roi.weight(i);
			for (int i = 0; i < shares[r].length; i++) shares[r][i] = roi.weight(i) / sum;
		}
		regions = rois.isEmpty() ? new Regions(0, 0, pixels) : new Regions(rois.get(0).width(), rois.get(0).height(), pixels);
		final Overlaps overlaps = new Overlaps(pixels, shares);
		groups = overlaps.groups();
		unmixing = overlaps.unmixing();
		levels = new float[size()];
	}

	private RoiReader(final RoiReader other, final float[] levels) {
		regions = other.regions;
		shares = other.shares;
		groups = other.groups;
		unmixing = other.unmixing;
		this.levels = levels;
	}

	/** Number of ROIs. */
	public int size() {
		return regions.size();
	}

	/** ROIs that share pixels and were told apart. */
	int[][] groups() {
		return groups;
	}

	/** The same with these constants added to the demixed values, one an ROI, as {@link Traces#levels} has them. */
	public RoiReader withLevels(final float[] constants) {
		if (constants.length != size()) throw new IllegalArgumentException(
			"Expected one level for each of " + size() + " ROIs, not " + constants.length);
		return new RoiReader(this, constants.clone());
	}

	/**
	 * @param frame pixels of the plane, row by row
	 * @param means filled with the ROIs' weighted means
	 * @param into filled with the ROIs' demixed fluorescence
	 */
	public void read(final float[] frame, final double[] means, final float[] into) {
		read(frame, 0, 0, Float.NaN, means, into);
	}

	/**
	 * The same from a frame that moved by whole pixels, as if it had been moved back.
	 *
	 * @param frame as it came; its pixel (row + down, column + aside) belongs at (row, column)
	 * @param fill value of pixels that the frame does not show
	 * @param means filled with the ROIs' weighted means
	 * @param into filled with the ROIs' demixed fluorescence
	 */
	public void read(final float[] frame, final int down, final int aside, final float fill, final double[] means, final float[] into) {
		for (int r = 0; r < size(); r++) {
			means[r] = regions.sum(r, shares[r], frame, down, aside, fill);
			into[r] = (float) means[r];
		}
		for (int g = 0; g < groups.length; g++) {
			final int[] group = groups[g];
			for (int i = 0; i < group.length; i++) {
				double sum = 0;
				for (int j = 0; j < group.length; j++) sum += unmixing[g][i][j] * means[group[j]];
				into[group[i]] = (float) sum + levels[group[i]];
			}
		}
	}
}

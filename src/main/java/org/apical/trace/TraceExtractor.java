package org.apical.trace;

import java.io.IOException;
import java.util.List;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.roi.Roi;

/**
 * Reads the traces of all ROIs and of their surrounds in one pass over a movie.
 *
 * <p>Memory holds the traces and a few frames, however long the movie. {@link RoiReader} is the online form, and this
 * class runs it.
 */
public final class TraceExtractor {

	private static final class Slot {

		final float[] frame;
		final double[] means;
		final float[] f;
		final float[] surround;

		Slot(final int pixels, final int rois) {
			frame = new float[pixels];
			means = new double[rois];
			f = new float[rois];
			surround = new float[rois];
		}
	}

	private TraceExtractor() {}

	/**
	 * @param rois of the movie's plane
	 * @param bad frames to leave out (NaN in the traces), or null
	 * @param threads 1 or more
	 * @throws IllegalArgumentException where an ROI belongs to a field of another size, or {@code bad} to another length
	 * @throws IOException where the movie can no longer be read
	 */
	public static Traces extract(final Movie movie, final List<Roi> rois, final boolean[] bad, final NeuropilParameters neuropil,
		final int threads, final Progress progress) throws IOException
	{
		for (final Roi roi : rois)
			if (roi.width() != movie.width() || roi.height() != movie.height()) throw new IllegalArgumentException(
				"ROI " + roi.label() + " was drawn on a field of " + roi.width() + " x " + roi.height() + " px, but the movie's is " +
					movie.width() + " x " + movie.height());
		if (bad != null && bad.length != movie.frames()) throw new IllegalArgumentException(
			"Bad frames are marked for " + bad.length + " frames, but the movie has " + movie.frames());
		final RoiReader reader = new RoiReader(rois);
		final Regions surrounds = new Regions(movie.width(), movie.height(), Neuropil.surrounds(rois, neuropil));
		final float[][] f = new float[rois.size()][movie.frames()];
		final float[][] around = new float[rois.size()][movie.frames()];
		final double[] excess = new double[rois.size()];
		final int[] good = new int[1];
		FrameStream.run(0, movie.frames(), threads, () -> new Slot(movie.pixels(), rois.size()), (t, slot) -> {
			if (bad != null && bad[t]) return;
			movie.read(t, slot.frame);
			reader.read(slot.frame, slot.means, slot.f);
			for (int r = 0; r < surrounds.size(); r++) slot.surround[r] = surrounds.mean(r, slot.frame, 0, 0, Float.NaN);
		}, (t, slot) -> {
			final boolean skip = bad != null && bad[t];
			if (!skip) good[0]++;
			for (int r = 0; r < f.length; r++) {
				f[r][t] = skip ? Float.NaN : slot.f[r];
				around[r][t] = skip ? Float.NaN : slot.surround[r];
				if (!skip) excess[r] += slot.means[r] - slot.f[r];
			}
			progress.update("Reading traces", t + 1, movie.frames());
		});
		final float[] levels = new float[rois.size()];
		for (final int[] group : reader.groups())
			for (final int r : group) {
				levels[r] = good[0] == 0 ? 0 : (float) (excess[r] / good[0]);
				for (int t = 0; t < f[r].length; t++) f[r][t] += levels[r];
			}
		return new Traces(f, around, levels);
	}
}

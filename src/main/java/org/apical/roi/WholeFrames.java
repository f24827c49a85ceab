package org.apical.roi;

import java.io.IOException;
import java.util.stream.IntStream;

import org.apical.recording.DerivedMovie;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * A corrected movie whose frames are whole: what left the view shows the pixel's mean over frames that have it, so that
 * an ROI at the field's edge keeps its baseline while part of it is out of view. Its transients are smaller then.
 */
public final class WholeFrames extends DerivedMovie {

	private static final int SAMPLES = 300;

	private final Movie movie;
	private final Margins margins;
	private final float[] mean;

	private WholeFrames(final Movie movie, final Margins margins, final float[] mean) {
		super(movie);
		this.movie = movie;
		this.margins = margins;
		this.mean = mean;
	}

	/**
	 * @param bad frames that do not count for the mean, one flag a frame; null for none
	 * @return the movie itself where nothing ever leaves the view
	 */
	public static Movie of(final Movie movie, final boolean[] bad) throws IOException {
		final int[] good = good(movie, bad);
		final Margins margins = Margins.of(movie, good);
		return margins.any() ? new WholeFrames(movie, margins, mean(movie, good, margins, Progress.NONE)) : movie;
	}

	/** A movie's mean over up to 300 good frames, each pixel where it was imaged; 0 where it never was. */
	public static float[] mean(final Movie movie, final boolean[] bad, final Progress progress) throws IOException {
		final int[] good = good(movie, bad);
		return mean(movie, good, Margins.of(movie, good), progress);
	}

	private static int[] good(final Movie movie, final boolean[] bad) {
		return IntStream.range(0, movie.frames()).filter(t -> bad == null || !bad[t]).toArray();
	}

	private static float[] mean(final Movie movie, final int[] good, final Margins margins, final Progress progress) throws IOException {
		final float[] frame = new float[movie.pixels()], mean = new float[frame.length];
		final double[] sum = new double[frame.length];
		final int[] count = new int[frame.length];
		final int n = Math.min(SAMPLES, good.length);
		for (int i = 0; i < n; i++) {
			progress.update("Averaging", i, n);
			movie.read(good[(int) ((long) i * good.length / n)], frame);
			margins.blank(frame);
			for (int p = 0; p < frame.length; p++) if (!Float.isNaN(frame[p])) {
				sum[p] += frame[p];
				count[p]++;
			}
		}
		for (int p = 0; p < mean.length; p++) mean[p] = count[p] == 0 ? 0 : (float) (sum[p] / count[p]);
		return mean;
	}

	@Override
	public void read(final int frame, final float[] into) throws IOException {
		movie.read(frame, into);
		margins.blank(into);
		for (int p = 0; p < mean.length; p++) if (Float.isNaN(into[p])) into[p] = mean[p];
	}
}

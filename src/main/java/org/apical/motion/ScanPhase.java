package org.apical.motion;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

import org.apical.recording.DerivedMovie;
import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * The offset between odd and even lines of a bidirectional scan, which the mirror's lag makes and temperature changes.
 *
 * <p>Each row is compared with the mean of its two neighbours at whole-pixel offsets by squared differences, to which
 * noise, which rows do not share, adds the same everywhere. The sums over the frames of a stretch of the recording are
 * least at the offset, which is found between pixels by a spline through the sums. Stretches follow each other through the recording; between their middles the offset
 * is interpolated.
 */
public final class ScanPhase implements Serializable {

	private static final long serialVersionUID = 1;

	/** Largest offset looked for, px. */
	private static final int REACH = 12;
	private static final int STRETCH_FRAMES = 80;
	private static final int MOST_STRETCHES = 500;
	private static final int FRAMES_PER_STRETCH = 60;
	private static final int MOST_FRAMES = 6000;

	private final double[] offset;
	private final double framesPerStretch;

	private ScanPhase(final double[] offset, final int frames) {
		this.offset = offset;
		framesPerStretch = (double) frames / offset.length;
	}

	/** A known offset that does not change, px. */
	public static ScanPhase constant(final double offset) {
		return new ScanPhase(new double[] { offset }, 1);
	}

	/** Estimates the offset along a movie; 0 throughout for a movie too small to tell. */
	public static ScanPhase estimate(final Movie movie, final int threads, final Progress progress) throws IOException {
		final int reach = Math.min(REACH, movie.width() / 4);
		if (movie.height() < 3 || reach < 2) return new ScanPhase(new double[1], movie.frames());
		final int stretches = Math.max(1, Math.min(MOST_STRETCHES, movie.frames() / STRETCH_FRAMES));
		final int each = Math.max(1, Math.min(Math.min(FRAMES_PER_STRETCH, MOST_FRAMES / stretches), movie.frames() / stretches));
		final double[][] sums = new double[stretches][2 * reach + 1];
		final class Slot {

			final float[] frame = new float[movie.pixels()];
			final double[] sums = new double[2 * reach + 1];
			final float[] neighbours = new float[movie.width()];
		}
		FrameStream.run(0, stretches * each, threads, Slot::new, (i, slot) -> {
			movie.read((int) ((i + 0.5) * movie.frames() / (stretches * each)), slot.frame);
			Arrays.fill(slot.sums, 0);
			compare(slot.frame, movie.width(), movie.height(), reach, slot.neighbours, slot.sums);
		}, (i, slot) -> {
			for (int k = 0; k < slot.sums.length; k++) sums[i / each][k] += slot.sums[k];
			progress.update("Measuring the scan phase", i + 1, (long) stretches * each);
		});
		final double[] found = new double[stretches];
		for (int s = 0; s < stretches; s++) found[s] = peak(sums[s], reach);
		return new ScanPhase(withoutOutliers(found), movie.frames());
	}

	/**
	 * Takes away the squared differences of rows and their neighbours at offsets from -reach to reach. Even rows stand the other
	 * way; what slanting structure pretends is the same for both kinds and cancels.
	 */
	private static void compare(final float[] frame, final int width, final int height, final int reach,
		final float[] neighbours, final double[] sums)
	{
		for (int r = 1; r + 1 < height; r++) {
			final int row = r * width;
			final int sign = (r & 1) == 1 ? 1 : -1;
			float mean = 0;
			float odd = 0;
			for (int x = 0; x < width; x++) {
				neighbours[x] = 0.5f * (frame[row - width + x] + frame[row + width + x]);
				mean += neighbours[x];
				odd += frame[row + x];
			}
			mean /= width;
			odd /= width;
			if (mean != mean || odd != odd) continue;
			for (int l = -reach; l <= reach; l++) {
				float sum = 0;
				for (int x = reach; x < width - reach; x++) {
					final float difference = frame[row + x] - odd - neighbours[x - l] + mean;
					sum += difference * difference;
				}
				sums[sign * l + reach] -= sum;
			}
		}
	}

	/** Where the spline through the sums is highest, px. */
	private static double peak(final double[] sums, final int reach) {
		int best = 0;
		for (int k = 0; k < sums.length; k++) if (sums[k] > sums[best]) best = k;
		final double lowest = Arrays.stream(sums).min().orElse(0);
		if (!(sums[best] > lowest)) return 0;
		final float[] scaled = new float[sums.length];
		for (int k = 0; k < scaled.length; k++) scaled[k] = (float) ((sums[k] - lowest) / (sums[best] - lowest));
		final SplineImage spline = new SplineImage(scaled, scaled.length, 1);
		double at = best;
		for (double step = 0.5; step > 1e-3; step /= 2) {
			final double here = spline.value(0, at);
			if (spline.value(0, at - step) > here) at -= step;
			else if (spline.value(0, at + step) > here) at += step;
		}
		return at - reach;
	}

	/** Median of each value and its two neighbours. */
	private static double[] withoutOutliers(final double[] values) {
		final double[] out = values.clone();
		for (int i = 1; i + 1 < values.length; i++) {
			out[i] = Math.max(Math.min(values[i - 1], values[i]), Math.min(Math.max(values[i - 1], values[i]), values[i + 1]));
		}
		return out;
	}

	/** Columns by which a frame's odd rows stand to the right of the even ones, px. */
	public double at(final int frame) {
		final double position = Math.max(0, Math.min(offset.length - 1.0, (frame + 0.5) / framesPerStretch - 0.5));
		final int k = Math.min((int) position, Math.max(0, offset.length - 2));
		return offset[k] + (position - k) * (offset[Math.min(k + 1, offset.length - 1)] - offset[k]);
	}

	/** Mean over the recording, px. */
	public double mean() {
		return Arrays.stream(offset).average().orElse(0);
	}

	/** A frame with its odd rows moved back onto the even ones, in place; {@code line} holds at least a row. */
	public static void remove(final float[] frame, final int width, final int height, final double offset,
		final float[] line)
	{
		final int whole = (int) Math.floor(offset);
		final float fraction = (float) (offset - whole);
		for (int r = 1; r < height; r += 2) {
			final int row = r * width;
			for (int x = 0; x < width; x++) {
				final int a = Math.max(0, Math.min(width - 1, x + whole));
				final int b = Math.max(0, Math.min(width - 1, x + whole + 1));
				line[x] = (1 - fraction) * frame[row + a] + fraction * frame[row + b];
			}
			System.arraycopy(line, 0, frame, row, width);
		}
	}

	/** A movie as it would be without the offset. */
	public Movie removedFrom(final Movie movie) {
		final ThreadLocal<float[]> lines = ThreadLocal.withInitial(() -> new float[movie.width()]);
		return new DerivedMovie(movie) {

			@Override
			public void read(final int frame, final float[] into) throws IOException {
				movie.read(frame, into);
				remove(into, width(), height(), at(frame), lines.get());
			}
		};
	}
}

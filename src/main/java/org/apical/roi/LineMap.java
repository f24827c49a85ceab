package org.apical.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

import org.apical.recording.FrameStream;

/** Where something long and thin is active now and then: as {@link ActivityMap}, summed along short lines of several directions. */
final class LineMap {

	private static final int DIRECTIONS = 8;
	/** Lines reach this far to each side, px. */
	private static final int HALF = 5;
	/** Places from which a direction's noise is taken. */
	private static final int SAMPLES = 200;

	private final BinnedMovie movie;
	private final int[][] dy = new int[DIRECTIONS][2 * HALF + 1];
	private final int[][] dx = new int[DIRECTIONS][2 * HALF + 1];
	private final float[] scale = new float[DIRECTIONS];
	private final float[] energy;
	private final byte[] direction;

	/** @param done hears the share that is done, often */
	LineMap(final BinnedMovie movie, final int threads, final DoubleConsumer done) throws IOException {
		this.movie = movie;
		for (int d = 0; d < DIRECTIONS; d++) {
			final double angle = Math.PI * d / DIRECTIONS, c = Math.cos(angle), s = Math.sin(angle), most = Math.max(Math.abs(c), Math.abs(s));
			for (int i = -HALF; i <= HALF; i++) {
				dy[d][i + HALF] = (int) Math.round(i * s / most);
				dx[d][i + HALF] = (int) Math.round(i * c / most);
			}
			scale[d] = 1 / noise(d);
		}
		energy = new float[movie.width * movie.height];
		direction = new byte[energy.length];
		FrameStream.run(0, movie.height, threads, () -> new int[movie.bins], (y, work) -> scan(y, work), (y, work) -> done.accept((y + 1.0) / movie.height));
	}

	/** Median noise of a direction's sums, in counts: neighbours share noise where frames were interpolated. */
	private float noise(final int d) {
		final float[] found = new float[SAMPLES];
		final int[] work = new int[movie.bins];
		int n = 0;
		for (int i = 0; i < SAMPLES; i++) {
			final int p = (int) ((long) (i + 0.5) * movie.data.length / SAMPLES + i * 37L % movie.width) % movie.data.length;
			if (!movie.usable[p] || sum(p / movie.width, p % movie.width, d, work) < HALF) continue;
			double square = 0;
			for (int t = 1; t < work.length; t++) square += (double) (work[t] - work[t - 1]) * (work[t] - work[t - 1]);
			found[n++] = (float) Math.sqrt(square / (2 * (work.length - 1)));
		}
		Arrays.sort(found, 0, n);
		return n == 0 ? 1 : Math.max(1, found[n / 2]);
	}

	/** The number of pixels inside the field. */
	private int sum(final int y, final int x, final int d, final int[] work) {
		Arrays.fill(work, 0);
		int n = 0;
		for (int i = 0; i <= 2 * HALF; i++) {
			final int v = y + dy[d][i], u = x + dx[d][i];
			if (v < 0 || v >= movie.height || u < 0 || u >= movie.width) continue;
			final short[] data = movie.data[v * movie.width + u];
			for (int t = 0; t < work.length; t++) work[t] += data[t];
			n++;
		}
		return n;
	}

	/** Every other pixel: a line that runs between is found by those beside it. */
	private void scan(final int y, final int[] work) {
		for (int x = y % 2; x < movie.width; x += 2) {
			final int p = y * movie.width + x;
			if (!movie.usable[p]) continue;
			for (int d = 0; d < DIRECTIONS; d++) {
				sum(y, x, d, work);
				final float e = ActivityMap.energy(work, scale[d]);
				if (e <= energy[p]) continue;
				energy[p] = e;
				direction[p] = (byte) d;
			}
		}
	}

	/** Local maxima of at least that energy. */
	List<ActivityMap.Seed> seeds(final float least) {
		final List<ActivityMap.Seed> seeds = new ArrayList<>();
		for (int y = 0, p = 0; y < movie.height; y++) for (int x = 0; x < movie.width; x++, p++) {
			if (energy[p] < least || !highest(y, x)) continue;
			final int d = direction[p];
			final int[] line = new int[2 * HALF + 1];
			int n = 0;
			for (int i = 0; i <= 2 * HALF; i++) {
				final int v = y + dy[d][i], u = x + dx[d][i];
				if (v >= 0 && v < movie.height && u >= 0 && u < movie.width) line[n++] = v * movie.width + u;
			}
			seeds.add(new ActivityMap.Seed(Arrays.copyOf(line, n), energy[p], scale[d]));
		}
		return seeds;
	}

	private boolean highest(final int y, final int x) {
		final float e = energy[y * movie.width + x];
		for (int v = Math.max(0, y - 1); v <= Math.min(movie.height - 1, y + 1); v++) {
			for (int u = Math.max(0, x - 1); u <= Math.min(movie.width - 1, x + 1); u++) if (energy[v * movie.width + u] > e) return false;
		}
		return true;
	}
}

package org.apical.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

import org.apical.recording.FrameStream;

/**
 * Where something of about one size is active now and then: the movie is averaged over a small square and the squared
 * excess over a few noise units is added up over time. Rare bright transients stand out of noise and of slow changes.
 */
final class ActivityMap {

	/** Excess is counted above this many standard deviations of the averaged movie. */
	private static final float THRESHOLD = 3;
	private static final int TILE = 32;
	private static final int SAMPLES = 400;

	/** Pixels to start an ROI from, and what their sum was found to have above noise. */
	record Seed(int[] pixels, float energy, float scale) {

		/** The energy as the movie stands now, after others were taken out. */
		float energyNow(final BinnedMovie movie, final int[] work) {
			Arrays.fill(work, 0);
			for (final int p : pixels) add(work, movie.data[p]);
			return ActivityMap.energy(work, scale);
		}
	}

	private final BinnedMovie movie;
	private final int half;
	private final float scale;
	private final float[] energy;

	/**
	 * @param half the square reaches this far to each side, px
	 * @param done hears the share that is done, often
	 */
	ActivityMap(final BinnedMovie movie, final int half, final int threads, final DoubleConsumer done) throws IOException {
		this.movie = movie;
		this.half = half;
		scale = 1 / noise();
		energy = new float[movie.width * movie.height];
		final int tiles = (movie.width + TILE - 1) / TILE;
		FrameStream.run(0, tiles, threads, () -> new int[TILE + 2 * half + 1][movie.bins],
			(tile, sums) -> scan(tile * TILE, Math.min(movie.width, (tile + 1) * TILE), sums), (tile, sums) -> done.accept((tile + 1.0) / tiles));
	}

	/** Median noise of the averaged movie, in counts: neighbours share noise where frames were interpolated. */
	private float noise() {
		final int n = movie.width * movie.height;
		final float[] found = new float[SAMPLES];
		int count = 0;
		final int[] sum = new int[movie.bins];
		for (int i = 0; i < SAMPLES; i++) {
			final int p = (int) ((long) i * n / SAMPLES + (i * 37L) % movie.width) % n;
			if (!movie.usable[p]) continue;
			sum(p, sum);
			double square = 0;
			for (int t = 1; t < sum.length; t++) square += (double) (sum[t] - sum[t - 1]) * (sum[t] - sum[t - 1]);
			found[count++] = (float) Math.sqrt(square / (2 * (sum.length - 1)));
		}
		Arrays.sort(found, 0, count);
		return count == 0 ? 1 : Math.max(1, found[count / 2]);
	}

	private void sum(final int p, final int[] into) {
		Arrays.fill(into, 0);
		final int y = p / movie.width;
		final int x = p % movie.width;
		for (int v = Math.max(0, y - half); v <= Math.min(movie.height - 1, y + half); v++) {
			for (int u = Math.max(0, x - half); u <= Math.min(movie.width - 1, x + half); u++) {
				final short[] d = movie.data[v * movie.width + u];
				for (int t = 0; t < into.length; t++) into[t] += d[t];
			}
		}
	}

	/** Sums down each column of a tile, then across them, both running. The last work row is the square's sum. */
	private void scan(final int from, final int to, final int[][] sums) {
		final int first = from - half;
		final int[] square = sums[sums.length - 1];
		for (final int[] column : sums) Arrays.fill(column, 0);
		for (int y = -half; y < movie.height; y++) {
			for (int x = Math.max(0, first); x < Math.min(movie.width, to + half); x++) {
				final int[] column = sums[x - first];
				if (y + half < movie.height) add(column, movie.data[(y + half) * movie.width + x]);
				if (y - half - 1 >= 0) subtract(column, movie.data[(y - half - 1) * movie.width + x]);
			}
			if (y < 0) continue;
			Arrays.fill(square, 0);
			for (int i = 0; i < 2 * half; i++) slide(square, sums[i], null);
			for (int x = from; x < to; x++) {
				slide(square, sums[x - first + half], x > from ? sums[x - first - half - 1] : null);
				final int p = y * movie.width + x;
				energy[p] = movie.usable[p] ? energy(square, scale) : 0;
			}
		}
	}

	private static void add(final int[] sum, final short[] x) {
		for (int t = 0; t < sum.length; t++) sum[t] += x[t];
	}

	private static void subtract(final int[] sum, final short[] x) {
		for (int t = 0; t < sum.length; t++) sum[t] -= x[t];
	}

	private static void slide(final int[] sum, final int[] in, final int[] out) {
		if (out == null) for (int t = 0; t < sum.length; t++) sum[t] += in[t];
		else for (int t = 0; t < sum.length; t++) sum[t] += in[t] - out[t];
	}

	/** Four sums side by side, since each has to wait for its last addition. */
	static float energy(final int[] square, final float scale) {
		float a = 0, b = 0, c = 0, d = 0;
		int t = 0;
		for (; t + 3 < square.length; t += 4) {
			final float e = Math.max(0, square[t] * scale - THRESHOLD), f = Math.max(0, square[t + 1] * scale - THRESHOLD);
			final float g = Math.max(0, square[t + 2] * scale - THRESHOLD), h = Math.max(0, square[t + 3] * scale - THRESHOLD);
			a += e * e;
			b += f * f;
			c += g * g;
			d += h * h;
		}
		for (; t < square.length; t++) {
			final float e = Math.max(0, square[t] * scale - THRESHOLD);
			a += e * e;
		}
		return a + b + c + d;
	}

	/** Local maxima of at least that energy. */
	List<Seed> seeds(final float least) {
		final List<Seed> seeds = new ArrayList<>();
		for (int y = 0, p = 0; y < movie.height; y++) for (int x = 0; x < movie.width; x++, p++) {
			if (energy[p] >= least && highest(y, x)) seeds.add(new Seed(square(y, x), energy[p], scale));
		}
		return seeds;
	}

	private int[] square(final int y, final int x) {
		final int[] square = new int[(2 * half + 1) * (2 * half + 1)];
		int n = 0;
		for (int v = Math.max(0, y - half); v <= Math.min(movie.height - 1, y + half); v++) {
			for (int u = Math.max(0, x - half); u <= Math.min(movie.width - 1, x + half); u++) square[n++] = v * movie.width + u;
		}
		return Arrays.copyOf(square, n);
	}

	private boolean highest(final int y, final int x) {
		final float e = energy[y * movie.width + x];
		for (int v = Math.max(0, y - half); v <= Math.min(movie.height - 1, y + half); v++) {
			for (int u = Math.max(0, x - half); u <= Math.min(movie.width - 1, x + half); u++) {
				if (energy[v * movie.width + u] > e) return false;
			}
		}
		return true;
	}
}

package org.apical.motion;

import java.util.Arrays;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * Finds large displacements: the matched filter of a frame with the template's log-likelihood score, for all whole-pixel
 * displacements at once by fast Fourier transform.
 *
 * <p>For photon noise the log-likelihood of a displacement d is the sum of n(x) log T(x - d), so the score image is the
 * (high-passed) logarithm of the template. Each value is divided by its own standard deviation, which accounts for the
 * smaller overlap at larger displacements. Frame and template are padded, nothing wraps around.
 *
 * <p>Not thread-safe: it owns its work arrays. Make one per thread with {@link #fork()}.
 */
final class CoarseCorrelator {

	private final int width;
	private final int height;
	private final int reachY;
	private final int reachX;
	private final int rows;
	private final int columns;
	private final float[] window;
	/** Transformed score image, conjugated: half spectrum, column after column. */
	private final float[] filter;
	/** One over the standard deviation of each displacement's correlation, for unit pixel variance. */
	private final float[] scale;

	private final FloatFFT_1D alongX;
	private final FloatFFT_1D alongY;
	private final float[] spatial;
	private final float[] spectrum;
	private final float[] map;

	/**
	 * @param template row by row, NaN where unknown
	 * @param reach largest displacement along either axis, px
	 */
	CoarseCorrelator(final float[] template, final int width, final int height, final NoiseModel noise, final int reach) {
		this.width = width;
		this.height = height;
		reachY = Math.min(reach, Math.max(0, height - 4));
		reachX = Math.min(reach, Math.max(0, width - 4));
		rows = fastSize(height + reachY);
		columns = fastSize(width + reachX);
		window = window(width, height);
		alongX = new FloatFFT_1D(columns);
		alongY = new FloatFFT_1D(rows);
		spatial = new float[rows * columns];
		spectrum = new float[(columns / 2 + 1) * rows * 2];
		map = new float[(2 * reachY + 1) * (2 * reachX + 1)];
		final float[] score = score(template, width, height, noise);
		filter = new float[spectrum.length];
		scale = scale(score);
		place(score, null);
		forward();
		for (int i = 0; i < filter.length; i += 2) {
			filter[i] = spectrum[i];
			filter[i + 1] = -spectrum[i + 1];
		}
	}

	private CoarseCorrelator(final CoarseCorrelator other) {
		width = other.width;
		height = other.height;
		reachY = other.reachY;
		reachX = other.reachX;
		rows = other.rows;
		columns = other.columns;
		window = other.window;
		filter = other.filter;
		scale = other.scale;
		alongX = new FloatFFT_1D(columns);
		alongY = new FloatFFT_1D(rows);
		spatial = new float[other.spatial.length];
		spectrum = new float[other.spectrum.length];
		map = new float[other.map.length];
	}

	/** Another one for another thread; shares what does not change. */
	CoarseCorrelator fork() {
		return new CoarseCorrelator(this);
	}

	/** A candidate displacement, px, and how many standard deviations its correlation stands above zero. */
	record Peak(double dy, double dx, double z) {}

	/**
	 * The best displacements: the highest local maxima.
	 *
	 * @param most how many at the most
	 * @param share only those at least this share of the best
	 */
	Peak[] peaks(final float[] frame, final int most, final double share) {
		correlate(frame);
		final int w = 2 * reachX + 1;
		final int h = 2 * reachY + 1;
		final Peak[] found = new Peak[most];
		int n = 0;
		for (int j = 0; j < h; j++) for (int i = 0; i < w; i++) {
			final float v = map[j * w + i];
			if (n == most && v <= found[n - 1].z || !isMaximum(j, i, w, h, v)) continue;
			final Peak peak = new Peak(j - reachY + vertex(at(j - 1, i, w, h), v, at(j + 1, i, w, h)), i - reachX + vertex(at(
				j, i - 1, w, h), v, at(j, i + 1, w, h)), v);
			int k = n < most ? n++ : n - 1;
			while (k > 0 && found[k - 1].z < v) {
				found[k] = found[k - 1];
				k--;
			}
			found[k] = peak;
		}
		if (n == 0) return new Peak[] { new Peak(0, 0, 0) };
		int keep = 1;
		while (keep < n && found[keep].z >= share * found[0].z) keep++;
		return Arrays.copyOf(found, keep);
	}

	private boolean isMaximum(final int j, final int i, final int w, final int h, final float v) {
		for (int b = -1; b <= 1; b++) for (int a = -1; a <= 1; a++) {
			if ((a != 0 || b != 0) && at(j + b, i + a, w, h) > v) return false;
		}
		return true;
	}

	private float at(final int j, final int i, final int w, final int h) {
		return j < 0 || i < 0 || j >= h || i >= w ? Float.NEGATIVE_INFINITY : map[j * w + i];
	}

	/** Where between -0.5 and 0.5 a parabola through three equidistant values peaks. */
	private static double vertex(final float before, final float at, final float after) {
		if (Float.isInfinite(before) || Float.isInfinite(after)) return 0;
		final double curvature = before - 2.0 * at + after;
		return curvature >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / curvature));
	}

	private void correlate(final float[] frame) {
		place(frame, window);
		forward();
		for (int i = 0; i < spectrum.length; i += 2) {
			final float re = spectrum[i] * filter[i] - spectrum[i + 1] * filter[i + 1];
			spectrum[i + 1] = spectrum[i] * filter[i + 1] + spectrum[i + 1] * filter[i];
			spectrum[i] = re;
		}
		inverse();
		final int w = 2 * reachX + 1;
		for (int j = -reachY; j <= reachY; j++) {
			final int row = Math.floorMod(j, rows) * columns;
			for (int i = -reachX; i <= reachX; i++) {
				final int k = (j + reachY) * w + i + reachX;
				map[k] = spatial[row + Math.floorMod(i, columns)] * scale[k];
			}
		}
	}

	/** Puts an image, less its mean and times a window, into the corner of the padded array. */
	private void place(final float[] image, final float[] apodisation) {
		double sum = 0;
		int n = 0;
		for (final float v : image) if (!Float.isNaN(v)) {
			sum += v;
			n++;
		}
		final float mean = (float) (sum / Math.max(1, n));
		Arrays.fill(spatial, 0);
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final float v = image[y * width + x];
			if (Float.isNaN(v)) continue;
			spatial[y * columns + x] = apodisation == null ? v : (v - mean) * apodisation[y * width + x];
		}
	}

	private void forward() {
		final int half = columns / 2;
		for (int y = 0; y < height; y++) {
			alongX.realForward(spatial, y * columns);
			final int row = y * columns;
			for (int k = 0; k <= half; k++) {
				final int out = (k * rows + y) * 2;
				spectrum[out] = k == half ? spatial[row + 1] : spatial[row + 2 * k];
				spectrum[out + 1] = k == 0 || k == half ? 0 : spatial[row + 2 * k + 1];
			}
		}
		for (int k = 0; k <= half; k++) {
			Arrays.fill(spectrum, (k * rows + height) * 2, (k + 1) * rows * 2, 0);
			alongY.complexForward(spectrum, k * rows * 2);
		}
	}

	/** Only the rows within reach are transformed back. */
	private void inverse() {
		final int half = columns / 2;
		for (int k = 0; k <= half; k++) alongY.complexInverse(spectrum, k * rows * 2, true);
		for (int j = -reachY; j <= reachY; j++) {
			final int y = Math.floorMod(j, rows);
			final int row = y * columns;
			for (int k = 0; k <= half; k++) {
				final int in = (k * rows + y) * 2;
				if (k == half) spatial[row + 1] = spectrum[in];
				else {
					spatial[row + 2 * k] = spectrum[in];
					if (k > 0) spatial[row + 2 * k + 1] = spectrum[in + 1];
				}
			}
			alongX.realInverse(spatial, row, true);
		}
	}

	/** Standard deviation of the correlation at each displacement, from the score's energy under the moved window. */
	private float[] scale(final float[] score) {
		final float[] energy = new float[score.length];
		double total = 0;
		for (int i = 0; i < energy.length; i++) total += energy[i] = score[i] * score[i];
		final float[] squared = new float[window.length];
		for (int i = 0; i < squared.length; i++) squared[i] = window[i] * window[i];
		place(energy, null);
		forward();
		final float[] transformed = spectrum.clone();
		place(squared, null);
		forward();
		for (int i = 0; i < spectrum.length; i += 2) {
			final float re = spectrum[i] * transformed[i] + spectrum[i + 1] * transformed[i + 1];
			spectrum[i + 1] = spectrum[i + 1] * transformed[i] - spectrum[i] * transformed[i + 1];
			spectrum[i] = re;
		}
		inverse();
		final int w = 2 * reachX + 1;
		final float[] out = new float[map.length];
		final double least = 0.05 * total;
		for (int j = -reachY; j <= reachY; j++) for (int i = -reachX; i <= reachX; i++) {
			final double e = Math.max(least, spatial[Math.floorMod(j, rows) * columns + Math.floorMod(i, columns)]);
			out[(j + reachY) * w + i + reachX] = e > 0 ? (float) (1 / Math.sqrt(e)) : 0;
		}
		return out;
	}

	/** The template's score, less its surround, so that brightness gradients do not pull. */
	private static float[] score(final float[] template, final int width, final int height, final NoiseModel noise) {
		final float[] filled = InformativePixels.withoutNaN(template);
		final float[] score = new float[filled.length];
		for (int i = 0; i < score.length; i++) score[i] = (float) noise.score(filled[i]);
		final float[] surround = BoxFilter.mean(score, width, height, Math.max(2, Math.min(width, height) / 10));
		for (int i = 0; i < score.length; i++) score[i] = Float.isNaN(template[i]) ? 0 : score[i] - surround[i];
		return score;
	}

	/** Raised-cosine borders of a sixteenth of the side. */
	private static float[] window(final int width, final int height) {
		final float[] window = new float[width * height];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) window[y * width + x] = (float) (taper(y, height) *
			taper(x, width));
		return window;
	}

	private static double taper(final int i, final int n) {
		final double edge = n / 16.0;
		final double distance = Math.min(i, n - 1 - i) + 0.5;
		return distance >= edge ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * distance / edge);
	}

	/** The next even size whose only prime factors are 2, 3 and 5. */
	private static int fastSize(final int least) {
		for (int n = Math.max(4, least + (least & 1));; n += 2) {
			int rest = n;
			for (final int p : new int[] { 2, 3, 5 }) while (rest % p == 0) rest /= p;
			if (rest == 1) return n;
		}
	}
}

package org.apical.roi;

import java.io.IOException;
import java.util.Arrays;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * Mean and noise of every pixel from a sample of frames spread over a movie, and what a moving or flickering field would
 * look like.
 *
 * <p>Noise is taken from the difference of successive frames, which slow signals leave nearly unchanged.
 */
final class FieldStatistics {

	private static final int PAIRS = 150;

	final int width;
	final int height;
	/** Mean of the sampled frames, where the pixel was imaged. */
	final float[] mean;
	/** Noise of one frame, standard deviation; never below a third of the field's median. */
	final float[] noise;
	/** Whether a pixel was imaged in most frames and shows any light. */
	final boolean[] usable;
	final Margins margins;

	private FieldStatistics(final int width, final int height, final float[] mean, final float[] noise,
		final boolean[] usable, final Margins margins)
	{
		this.width = width;
		this.height = height;
		this.mean = mean;
		this.noise = noise;
		this.usable = usable;
		this.margins = margins;
	}

	private static final class Pair {

		final float[] a;
		final float[] b;

		Pair(final int pixels) {
			a = new float[pixels];
			b = new float[pixels];
		}
	}

	/** @param good the frames to use, ascending; at least two */
	static FieldStatistics measure(final Movie movie, final int[] good, final int threads, final Progress progress) throws IOException {
		final int n = movie.pixels();
		final int pairs = Math.min(PAIRS, good.length / 2);
		final double[] sum = new double[n];
		final double[] squares = new double[n];
		final int[] count = new int[n];
		final Margins margins = Margins.of(movie, good);
		FrameStream.run(0, pairs, threads, () -> new Pair(n), (i, pair) -> {
			final int t = (int) ((long) i * (good.length - 1) / pairs);
			movie.read(good[t], pair.a);
			movie.read(good[t + 1], pair.b);
			margins.blank(pair.a);
			margins.blank(pair.b);
		}, (i, pair) -> {
			for (int p = 0; p < n; p++) {
				final float d = pair.a[p] - pair.b[p];
				if (Float.isNaN(d)) continue;
				sum[p] += pair.a[p] + pair.b[p];
				squares[p] += d * d;
				count[p]++;
			}
			progress.update("Measuring noise", i + 1L, pairs);
		});
		final float[] mean = new float[n];
		final float[] noise = new float[n];
		final boolean[] usable = new boolean[n];
		for (int p = 0; p < n; p++) {
			if (count[p] == 0) continue;
			mean[p] = (float) (sum[p] / (2 * count[p]));
			noise[p] = (float) Math.sqrt(squares[p] / (2 * count[p]));
			usable[p] = count[p] > pairs / 2;
		}
		floor(noise, usable);
		return new FieldStatistics(movie.width(), movie.height(), mean, noise, usable, margins);
	}

	private static void floor(final float[] noise, final boolean[] usable) {
		final float[] sorted = new float[noise.length];
		int n = 0;
		for (int p = 0; p < noise.length; p++) if (usable[p] && noise[p] > 0) sorted[n++] = noise[p];
		if (n == 0) throw new IllegalArgumentException("The movie does not change from frame to frame: nothing to segment");
		Arrays.sort(sorted, 0, n);
		final float least = sorted[n / 2] / 3;
		for (int p = 0; p < noise.length; p++) noise[p] = Math.max(noise[p], least);
	}

	/**
	 * Mean light, 0 where there is none: the mean above the detector's offset, which is where noise variance would be 0 on a straight line
	 * through the dimmest and the brightest fifth of the pixels (photon transfer; Janesick, Photon Transfer, SPIE 2007).
	 */
	float[] light() {
		final float[] sorted = new float[mean.length];
		int n = 0;
		for (int p = 0; p < mean.length; p++) if (usable[p]) sorted[n++] = mean[p];
		Arrays.sort(sorted, 0, n);
		final double[] dim = meanAndVariance(Float.NEGATIVE_INFINITY, sorted[n / 5]), bright = meanAndVariance(sorted[n - 1 - n / 5], Float.POSITIVE_INFINITY);
		final double slope = (bright[1] - dim[1]) / (bright[0] - dim[0]);
		// No offset lies above the darkest pixels; without noise that grows with light (denoised, say) nothing tells where it is.
		final double offset = Math.min(sorted[n / 100], slope > 0 ? dim[0] - dim[1] / slope : 0);
		final float[] light = new float[mean.length];
		for (int p = 0; p < mean.length; p++) light[p] = usable[p] ? (float) Math.max(0, mean[p] - offset) : 0;
		return light;
	}

	/** Of the pixels whose mean lies between two values. */
	private double[] meanAndVariance(final float least, final float most) {
		double sum = 0, variance = 0;
		int n = 0;
		for (int p = 0; p < mean.length; p++) {
			if (!usable[p] || mean[p] < least || mean[p] > most) continue;
			sum += mean[p];
			variance += noise[p] * noise[p];
			n++;
		}
		return new double[] { sum / n, variance / n };
	}

	/**
	 * How the field looks when it brightens as a whole, in units of each pixel's noise.
	 *
	 * @param light what {@link #light()} gives
	 */
	float[] brightening(final float[] light) {
		final float[] image = Images.smooth(light, width, height, 1);
		for (int p = 0; p < image.length; p++) image[p] = usable[p] ? image[p] / noise[p] : 0;
		return image;
	}

	/**
	 * How the field changes, in units of each pixel's noise, when it brightens as a whole, moves down and moves right:
	 * the mean image and its two gradients.
	 */
	float[][] nuisances() {
		final float[] smooth = Images.smooth(mean, width, height, 1);
		final float[][] images = new float[3][mean.length];
		for (int y = 0, p = 0; y < height; y++) {
			for (int x = 0; x < width; x++, p++) {
				if (!usable[p]) continue;
				images[0][p] = smooth[p] / noise[p];
				if (y > 0 && y < height - 1) images[1][p] = (smooth[p + width] - smooth[p - width]) / (2 * noise[p]);
				if (x > 0 && x < width - 1) images[2][p] = (smooth[p + 1] - smooth[p - 1]) / (2 * noise[p]);
			}
		}
		return images;
	}
}

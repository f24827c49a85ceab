package org.apical.motion;

import java.util.Arrays;

/**
 * Averages frames at whole-pixel displacements, so that their noise stays white and its variance can be measured: from the
 * differences of successive frames at the same place, which slow changes of brightness do not touch.
 */
final class AlignedAverage {

	/** A pixel seen in fewer than this share of the frames is not known. */
	private static final double LEAST_COVERAGE = 0.3;

	private final int width;
	private final int height;
	private final double[] sum;
	private final int[] count;
	private final float[] squaredDifferences;
	private final int[] pairs;
	private final float[] previous;
	private int frames;

	AlignedAverage(final int width, final int height) {
		this.width = width;
		this.height = height;
		final int n = width * height;
		sum = new double[n];
		count = new int[n];
		squaredDifferences = new float[n];
		pairs = new int[n];
		previous = new float[n];
		Arrays.fill(previous, Float.NaN);
	}

	int frames() {
		return frames;
	}

	void add(final float[] frame, final double dy, final double dx) {
		final int oy = (int) Math.rint(dy);
		final int ox = (int) Math.rint(dx);
		frames++;
		for (int r = 0; r < height; r++) for (int c = 0; c < width; c++) {
			final int i = r * width + c;
			final int y = r + oy;
			final int x = c + ox;
			final float v = y < 0 || x < 0 || y >= height || x >= width ? Float.NaN : frame[y * width + x];
			final float d = v - previous[i];
			previous[i] = v;
			if (v != v) continue;
			sum[i] += v;
			count[i]++;
			if (d != d) continue;
			squaredDifferences[i] += d * d;
			pairs[i]++;
		}
	}

	/** The mean frame; NaN where too few frames reached. */
	float[] mean() {
		final float[] mean = new float[sum.length];
		for (int i = 0; i < mean.length; i++) mean[i] = known(i) ? (float) (sum[i] / count[i]) : Float.NaN;
		return mean;
	}

	NoiseModel noise() {
		if (frames < 2) return singleFrameNoise();
		final float[] mean = mean();
		final float[] variance = new float[mean.length];
		for (int i = 0; i < variance.length; i++) {
			if (pairs[i] == 0 || pairs[i] < LEAST_COVERAGE * (frames - 1)) mean[i] = Float.NaN;
			else variance[i] = squaredDifferences[i] / (2 * pairs[i]);
		}
		return PhotonTransfer.fit(mean, variance, Math.max(2, frames * 2 / 3));
	}

	/** One frame tells its noise only by its finest details. */
	private NoiseModel singleFrameNoise() {
		final float[] filled = InformativePixels.withoutNaN(mean());
		final float[] even = new float[filled.length];
		Arrays.fill(even, 1);
		final double sd = WaveletDenoiser.noiseFactor(filled, even, width, height);
		return NoiseModel.uniform(sd > 0 ? sd * sd : 1);
	}

	private boolean known(final int i) {
		return count[i] > 0 && count[i] >= LEAST_COVERAGE * frames;
	}
}

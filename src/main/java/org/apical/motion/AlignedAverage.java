package org.apical.motion;

import java.util.Arrays;

/**
 * Averages frames at whole-pixel displacements, so that their noise stays white and its variance can be measured: from the
 * differences of successive frames at the same place, which slow changes of brightness do not touch.
 *
 * <p>The sums are kept in parts, so that a frame can be compared with the average of the others: an average
 * that holds the frame itself draws it to where it was put.
 */
final class AlignedAverage {

	/** A pixel seen in fewer than this share of the frames is not known. */
	private static final double LEAST_COVERAGE = 0.3;

	/** Frames that tell a pixel's variance. */
	private static final int LEAST_VARYING = 20;
	/** Standard errors by which a variance must exceed what is explained. */
	private static final double SIGNIFICANT = 3;
	/** Pixels of a cell's row, which flare up as one, so that their sum varies by so much more than were they independent. */
	private static final int COHERENT = 10;
	/** Variance of a displacement's rounding along an axis and of its error, px². */
	private static final double ROUNDING = 1.0 / 12 + 0.05;

	private static final int OUTSIDE = Integer.MIN_VALUE;

	/** Pixels whose noise is measured. */
	private static final int NOISE_PIXELS = 1 << 16;

	private final int width;
	private final int height;
	private final float[][] sum;
	/** A sample is far smaller than a short can count. */
	private final short[][] count;
	/** Of all parts. */
	private final double[] squares;
	private final float[] squaredDifferences;
	private final int[] pairs;
	private final float[] previous;
	/** One row's, from the frame before. */
	private final float[] difference;
	/** Noise is measured in one row of so many. */
	private final int noiseStep;
	private final int[] frames;
	private final double[] restY;
	private final double[] restX;

	/** @param parts number of parts, at most 32 */
	AlignedAverage(final int width, final int height, final int parts) {
		this.width = width;
		this.height = height;
		final int n = width * height;
		noiseStep = Math.max(1, n / NOISE_PIXELS);
		sum = new float[parts][n];
		count = new short[parts][n];
		squares = new double[n];
		frames = new int[parts];
		restY = new double[parts];
		restX = new double[parts];
		final int measured = (height + noiseStep - 1) / noiseStep * width;
		squaredDifferences = new float[measured];
		pairs = new int[measured];
		previous = new float[measured];
		difference = new float[width];
		Arrays.fill(previous, Float.NaN);
	}

	int parts() {
		return frames.length;
	}

	/** Number of frames in the parts that are not left out. */
	int frames(final int without) {
		int n = 0;
		for (int k = 0; k < frames.length; k++) if ((without >> k & 1) == 0) n += frames[k];
		return n;
	}

	/** @param part number of the part that the frame goes into, from 0 */
	void add(final float[] frame, final double dy, final double dx, final int part) {
		final int oy = (int) Math.rint(dy);
		final int ox = (int) Math.rint(dx);
		frames[part]++;
		restY[part] += dy - oy;
		restX[part] += dx - ox;
		final int from = Math.min(width, Math.max(0, -ox));
		final int to = Math.max(from, Math.min(width, width - ox));
		for (int r = Math.max(0, -oy); r < Math.min(height, height - oy); r++) addRow(frame, (r + oy) * width + ox, part, r * width, from,
			to);
		for (int r = 0; r < height; r += noiseStep) {
			final int y = r + oy;
			compareRow(frame, y < 0 || y >= height ? OUTSIDE : y * width + ox, r / noiseStep * width, from, to);
		}
	}

	private void addRow(final float[] frame, final int in, final int part, final int out, final int from, final int to) {
		final float[] sums = sum[part];
		final short[] counts = count[part];
		if (KnownPixels.all(frame, in + from, in + to)) {
			for (int c = from; c < to; c++) sums[out + c] += frame[in + c];
			for (int c = from; c < to; c++) counts[out + c]++;
			for (int c = from; c < to; c++) squares[out + c] += (double) frame[in + c] * frame[in + c];
			return;
		}
		for (int c = from; c < to; c++) {
			final float v = frame[in + c];
			if (v != v) continue;
			sums[out + c] += v;
			counts[out + c]++;
			squares[out + c] += (double) v * v;
		}
	}

	/** @param in where the row begins in the frame, or {@link #OUTSIDE} */
	private void compareRow(final float[] frame, final int in, final int out, final int from, final int to) {
		if (in == OUTSIDE || from == to) {
			Arrays.fill(previous, out, out + width, Float.NaN);
			return;
		}
		for (int c = from; c < to; c++) difference[c] = frame[in + c] - previous[out + c];
		System.arraycopy(frame, in + from, previous, out + from, to - from);
		Arrays.fill(previous, out, out + from, Float.NaN);
		Arrays.fill(previous, out + to, out + width, Float.NaN);
		if (KnownPixels.all(difference, from, to)) {
			for (int c = from; c < to; c++) squaredDifferences[out + c] += difference[c] * difference[c];
			for (int c = from; c < to; c++) pairs[out + c]++;
			return;
		}
		for (int c = from; c < to; c++) {
			final float d = difference[c];
			if (d != d) continue;
			squaredDifferences[out + c] += d * d;
			pairs[out + c]++;
		}
	}

	/**
	 * The mean frame; NaN where too few frames reached.
	 *
	 * @param without the parts to leave out, one bit each
	 */
	float[] mean(final int without) {
		final int least = (int) Math.max(1, Math.ceil(LEAST_COVERAGE * frames(without)));
		final float[] mean = new float[width * height];
		for (int i = 0; i < mean.length; i++) {
			double total = 0;
			int n = 0;
			for (int k = 0; k < frames.length; k++) {
				if ((without >> k & 1) != 0) continue;
				total += sum[k][i];
				n += count[k][i];
			}
			mean[i] = n >= least ? (float) (total / n) : Float.NaN;
		}
		return mean;
	}

	/**
	 * The variance, beside the noise, with which a pixel should count because its brightness varies from frame to frame beyond what noise and
	 * rounding to whole pixels explain, as where neurons flare up: the part that is significant, times the pixels that vary together; 0 where
	 * nothing is known.
	 */
	float[] excessVariance(final NoiseModel noise) {
		final float[] mean = mean(0);
		final float[] filled = InformativePixels.withoutNaN(mean);
		final SplineImage spline = new SplineImage(filled, width, height);
		final float[] excess = new float[mean.length];
		for (int i = 0; i < excess.length; i++) {
			int n = 0;
			for (final short[] part : count) n += part[i];
			if (n < LEAST_VARYING || mean[i] != mean[i]) continue;
			final double explained = noise.variance(mean[i]) + ROUNDING * spline.squaredGradient(i / width, i % width);
			final double variance = (squares[i] - (double) n * mean[i] * mean[i]) / (n - 1);
			excess[i] = COHERENT * (float) Math.max(0, variance - explained * (1 + SIGNIFICANT * Math.sqrt(2.0 / (n - 1))));
		}
		return WaveletDenoiser.convolve(excess, width, height, 1);
	}

	/**
	 * Where the average stands from the displacements' origin: the mean of the fractions that were rounded away. Parts of a
	 * sample differ in it by a hundredth of a pixel.
	 */
	Shift origin(final int without) {
		double y = 0;
		double x = 0;
		for (int k = 0; k < frames.length; k++) {
			if ((without >> k & 1) != 0) continue;
			y += restY[k];
			x += restX[k];
		}
		final int n = Math.max(1, frames(without));
		return new Shift(y / n, x / n, 0);
	}

	NoiseModel noise() {
		final float[] mean = mean(0);
		final int n = frames(0);
		if (n < 2) return singleFrameNoise(mean);
		final float[] level = new float[pairs.length];
		final float[] variance = new float[pairs.length];
		for (int i = 0; i < variance.length; i++) {
			if (pairs[i] == 0 || pairs[i] < LEAST_COVERAGE * (n - 1)) level[i] = Float.NaN;
			else {
				level[i] = mean[i / width * noiseStep * width + i % width];
				variance[i] = squaredDifferences[i] / (2 * pairs[i]);
			}
		}
		// Successive differences share frames: n of them are worth about two thirds as many independent ones.
		return PhotonTransfer.fit(level, variance, Math.max(2, n * 2 / 3));
	}

	/** One frame tells its noise only by its finest details. */
	private NoiseModel singleFrameNoise(final float[] mean) {
		final float[] filled = InformativePixels.withoutNaN(mean);
		final float[] even = new float[filled.length];
		Arrays.fill(even, 1);
		final double sd = WaveletDenoiser.noiseFactor(filled, even, width, height);
		return NoiseModel.uniform(sd > 0 ? sd * sd : 1);
	}
}

package org.apical.motion;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The pixels of a template that tell about displacement: those that together hold a given share of the Fisher
 * information (squared gradient over variance). Around each the template is kept as a cubic polynomial, fitted to its
 * spline over half a pixel to every side, so that value and gradient at any sub-pixel offset cost a few operations.
 */
final class InformativePixels {

	/** Coefficients of one polynomial, in the order 1, y, x, yy, yx, xx, yyy, yyx, yxx, xxx. */
	static final int TERMS = 10;

	private static final int SAMPLES = 5;
	private static final double REACH = 0.55;
	private static final int AROUND = 5;
	/** From the 5 x 5 spline coefficients around a pixel to its polynomial. */
	private static final float[][] FIT = fit();
	/** The core holds this share of the information in far fewer pixels; it serves all steps but the last. */
	private static final double CORE_SHARE = 0.75;
	/** No more pixels than this: in large frames the rest tells a few percent and would cost most of the time. */
	private static final int MOST = 80_000;

	final int width;
	final int height;
	/** Number of pixels. */
	final int size;
	/** Number of pixels, the first ones, that make the core. */
	final int core;
	/** Row and column of each pixel, the core and the rest each in row order. */
	final short[] y;
	final short[] x;
	/** {@link #TERMS} coefficients of each pixel. */
	final float[] polynomial;
	/** Inverse variance of each pixel. */
	final float[] weight;

	/**
	 * @param template denoised; NaN where unknown
	 * @param noise of the frames
	 * @param share of the Fisher information to keep, up to 1
	 */
	InformativePixels(final float[] template, final int width, final int height, final NoiseModel noise,
		final double share)
	{
		this.width = width;
		this.height = height;
		final boolean[] known = known(template, width, height);
		final SplineImage spline = new SplineImage(withoutNaN(template), width, height);
		final float[] information = new float[template.length];
		for (int i = 0; i < information.length; i++) {
			if (known[i]) information[i] = (float) (spline.squaredGradient(i / width, i % width) / noise.variance(template[i]));
		}
		final float[] sorted = information.clone();
		Arrays.sort(sorted);
		final float threshold = Math.max(threshold(sorted, share), sorted[Math.max(0, sorted.length - MOST)]);
		final float coreThreshold = Math.max(threshold, threshold(sorted, Math.min(share, CORE_SHARE)));
		size = count(information, threshold);
		core = count(information, coreThreshold);
		y = new short[size];
		x = new short[size];
		polynomial = new float[size * TERMS];
		weight = new float[size];
		int next = 0;
		int nextOfRest = core;
		final float[] around = new float[AROUND * AROUND];
		for (int i = 0; i < information.length; i++) {
			if (information[i] < threshold || information[i] <= 0) continue;
			final int k = information[i] >= coreThreshold ? next++ : nextOfRest++;
			y[k] = (short) (i / width);
			x[k] = (short) (i % width);
			weight[k] = (float) (1 / noise.variance(template[i]));
			for (int j = 0; j < around.length; j++) around[j] = spline.coefficient(y[k] + j / AROUND - 2, x[k] + j % AROUND - 2);
			for (int t = 0; t < TERMS; t++) {
				float sum = 0;
				for (int j = 0; j < around.length; j++) sum += FIT[t][j] * around[j];
				polynomial[k * TERMS + t] = sum;
			}
		}
	}

	private static int count(final float[] information, final float from) {
		int n = 0;
		for (final float v : information) if (v >= from && v > 0) n++;
		return n;
	}

	/** The largest value such that all pixels at or above it hold the share. */
	private static float threshold(final float[] sorted, final double share) {
		double total = 0;
		for (final float v : sorted) total += v;
		double sum = 0;
		int i = sorted.length;
		while (i > 0 && sum < share * total) sum += sorted[--i];
		return i < sorted.length ? sorted[i] : 0;
	}

	/** Pixels whose surround is known too, so that the spline there is sound. */
	private static boolean[] known(final float[] template, final int width, final int height) {
		final boolean[] known = new boolean[template.length];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			boolean all = true;
			for (int j = Math.max(0, y - 2); j <= Math.min(height - 1, y + 2) && all; j++) for (int i = Math.max(0, x -
				2); i <= Math.min(width - 1, x + 2) && all; i++) all = !Float.isNaN(template[j * width + i]);
			known[y * width + x] = all;
		}
		return known;
	}

	static float[] withoutNaN(final float[] image) {
		double sum = 0;
		int n = 0;
		for (final float v : image) if (!Float.isNaN(v)) {
			sum += v;
			n++;
		}
		if (n == image.length) return image;
		final float mean = n == 0 ? 0 : (float) (sum / n);
		final float[] filled = image.clone();
		for (int i = 0; i < filled.length; i++) if (Float.isNaN(filled[i])) filled[i] = mean;
		return filled;
	}

	private static double offset(final int sample) {
		return REACH * (2.0 * sample / (SAMPLES - 1) - 1);
	}

	/** Least squares on samples of the spline over a square, in terms of the spline's coefficients. */
	private static float[][] fit() {
		final double[][] design = new double[SAMPLES * SAMPLES][];
		final double[][] sampling = new double[SAMPLES * SAMPLES][AROUND * AROUND];
		for (int s = 0; s < design.length; s++) {
			final double v = offset(s / SAMPLES);
			final double u = offset(s % SAMPLES);
			design[s] = new double[] { 1, v, u, v * v, v * u, u * u, v * v * v, v * v * u, v * u * u, u * u * u };
			final double[] wy = SplineImage.weights(v);
			final double[] wx = SplineImage.weights(u);
			for (int j = 0; j < AROUND * AROUND; j++) sampling[s][j] = wy[j / AROUND] * wx[j % AROUND];
		}
		final RealMatrix a = new Array2DRowRealMatrix(design);
		final RealMatrix normal = a.transpose().multiply(a);
		final double[][] map = new LUDecomposition(normal).getSolver().getInverse().multiply(a.transpose()).multiply(
			new Array2DRowRealMatrix(sampling)).getData();
		final float[][] fit = new float[TERMS][AROUND * AROUND];
		for (int t = 0; t < TERMS; t++) for (int j = 0; j < fit[t].length; j++) fit[t][j] = (float) map[t][j];
		return fit;
	}
}

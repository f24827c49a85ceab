package org.apical.motion;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The pixels of a template that tell about displacement: those that together hold a given share of the Fisher
 * information (squared gradient over variance). Around each the template is kept as a {@linkplain Cubic cubic polynomial},
 * fitted to its spline over half a pixel to every side, so that value and gradient at any sub-pixel offset follow from ten
 * numbers.
 */
final class InformativePixels {

	/** Numbers kept of each pixel: its polynomial times its inverse variance, then the inverse variance itself. */
	static final int KEPT = Cubic.TERMS + 1;

	/** So many pixels tell the noise's mean products well. */
	private static final int NOISE_PIXELS = 20_000;

	private static final int SAMPLES = 5;
	private static final int AROUND = 5;
	/** From the 5 x 5 spline coefficients around a pixel to its polynomial. */
	private static final float[][] FIT = fit();

	final int width;
	final int height;
	/** Row and column of each pixel, in row order. */
	final short[] y;
	final short[] x;
	/** {@link #KEPT} numbers of each pixel. */
	final float[] weighted;
	/**
	 * What the template's own noise adds to the products of a pixel's terms with each other, TERMS x TERMS, weighted by the inverse
	 * variance, on average over the pixels.
	 */
	final double[] ofNoise;

	/**
	 * @param template denoised; NaN where unknown
	 * @param residue noise like that which is left in the template
	 * @param noise of the frames
	 * @param excess variance of each pixel beside noise, as of neurons that flare up
	 * @param share of the Fisher information to keep, up to 1
	 * @param most no more pixels than this, the most informative ones
	 */
	InformativePixels(final float[] template, final float[] residue, final int width, final int height, final NoiseModel noise,
		final float[] excess, final double share, final int most)
	{
		this.width = width;
		this.height = height;
		final SplineImage spline = new SplineImage(withoutNaN(template), width, height);
		final float[] information = information(template, spline, noise, excess);
		final float threshold = Ranking.of(information).threshold(share, most);
		final int size = count(information, threshold);
		y = new short[size];
		x = new short[size];
		weighted = new float[size * KEPT];
		final float[] around = new float[AROUND * AROUND];
		final float[] terms = new float[Cubic.TERMS];
		for (int i = 0, k = 0; i < information.length; i++) {
			if (information[i] < threshold || information[i] <= 0) continue;
			y[k] = (short) (i / width);
			x[k] = (short) (i % width);
			final float weight = (float) (1 / (noise.variance(template[i]) + excess[i]));
			expand(spline, y[k], x[k], around, terms);
			for (int t = 0; t < Cubic.TERMS; t++) weighted[k * KEPT + t] = weight * terms[t];
			weighted[k * KEPT + Cubic.TERMS] = weight;
			k++;
		}
		ofNoise = products(new SplineImage(residue, width, height));
	}

	/** Mean products of the terms that an image has around every so many pixels. */
	private double[] products(final SplineImage image) {
		final double[] products = new double[Cubic.TERMS * Cubic.TERMS];
		final float[] around = new float[AROUND * AROUND];
		final float[] terms = new float[Cubic.TERMS];
		final int step = Math.max(1, y.length / NOISE_PIXELS), n = y.length / step;
		for (int k = 0; k < n * step; k += step) {
			final double weight = weighted[k * KEPT + Cubic.TERMS] / n;
			expand(image, y[k], x[k], around, terms);
			for (int i = 0, at = 0; i < Cubic.TERMS; i++) for (int j = 0; j < Cubic.TERMS; j++) products[at++] += weight * terms[i] * terms[j];
		}
		return products;
	}

	/** @param terms filled with those of the polynomial around a pixel */
	private static void expand(final SplineImage image, final int y, final int x, final float[] around, final float[] terms) {
		image.coefficients(y, x, around);
		for (int t = 0; t < Cubic.TERMS; t++) {
			float sum = 0;
			for (int j = 0; j < around.length; j++) sum += FIT[t][j] * around[j];
			terms[t] = sum;
		}
	}

	/** The same pixels in another order. */
	private InformativePixels(final InformativePixels other, final int[] order) {
		width = other.width;
		height = other.height;
		ofNoise = other.ofNoise;
		y = new short[order.length];
		x = new short[order.length];
		weighted = new float[order.length * KEPT];
		for (int k = 0; k < order.length; k++) {
			y[k] = other.y[order[k]];
			x[k] = other.x[order[k]];
			System.arraycopy(other.weighted, order[k] * KEPT, weighted, k * KEPT, KEPT);
		}
	}

	InformativePixels inOrder(final int[] order) {
		return new InformativePixels(this, order);
	}

	int size() {
		return y.length;
	}

	private float[] information(final float[] template, final SplineImage spline, final NoiseModel noise, final float[] excess) {
		final boolean[] known = known(template, width, height);
		final float[] information = new float[template.length];
		for (int i = 0; i < information.length; i++) {
			if (known[i]) information[i] = (float) (spline.squaredGradient(i / width, i % width) / (noise.variance(template[i]) + excess[i]));
		}
		return information;
	}

	private static int count(final float[] information, final float from) {
		int n = 0;
		for (final float v : information) if (v >= from && v > 0) n++;
		return n;
	}

	/** Pixels whose surround is known too, so that the spline there is sound. */
	private static boolean[] known(final float[] template, final int width, final int height) {
		final boolean[] known = new boolean[template.length];
		Arrays.fill(known, true);
		for (int i = 0; i < template.length; i++) {
			if (!Float.isNaN(template[i])) continue;
			final int y = i / width;
			final int x = i % width;
			for (int j = Math.max(0, y - 2); j <= Math.min(height - 1, y + 2); j++) Arrays.fill(known, j * width + Math.max(0, x -
				2), j * width + Math.min(width - 1, x + 2) + 1, false);
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
		return Cubic.REACH * (2.0 * sample / (SAMPLES - 1) - 1);
	}

	/** Least squares on samples of the spline over a square, in terms of the spline's coefficients. */
	private static float[][] fit() {
		final double[][] design = new double[SAMPLES * SAMPLES][];
		final double[][] sampling = new double[SAMPLES * SAMPLES][AROUND * AROUND];
		for (int s = 0; s < design.length; s++) {
			final double v = offset(s / SAMPLES);
			final double u = offset(s % SAMPLES);
			design[s] = new double[Cubic.TERMS];
			Cubic.value(v, u, design[s]);
			final double[] wy = SplineImage.weights(v);
			final double[] wx = SplineImage.weights(u);
			for (int j = 0; j < AROUND * AROUND; j++) sampling[s][j] = wy[j / AROUND] * wx[j % AROUND];
		}
		final RealMatrix a = new Array2DRowRealMatrix(design);
		final RealMatrix normal = a.transpose().multiply(a);
		final double[][] map = new LUDecomposition(normal).getSolver().getInverse().multiply(a.transpose()).multiply(
			new Array2DRowRealMatrix(sampling)).getData();
		final float[][] fit = new float[Cubic.TERMS][AROUND * AROUND];
		for (int t = 0; t < Cubic.TERMS; t++) for (int j = 0; j < fit[t].length; j++) fit[t][j] = (float) map[t][j];
		return fit;
	}
}

package org.apical.simulate;

import java.util.SplittableRandom;

import org.jtransforms.fft.FloatFFT_2D;

/**
 * The background of two-photon images of cortex: a grainy felt of unresolved processes, cloudy at larger scale, with
 * fine threads, dark round holes where unlabelled cells lie, and dark vessels. Mean about 1.
 */
final class Neuropil {

	/** Standard deviation of the blur that makes each layer, µm, and the contrast of the layer. */
	private static final double[][] LAYERS = { { 0.5, 0.04 }, { 1.5, 0.04 }, { 6, 0.11 }, { 40, 0.15 } };

	private static final double THREADS_PER_MM2 = 2000, HOLES_PER_MM2 = 350;

	private final SceneParameters p;
	private final int width;
	private final int height;
	private final Shapes shapes;
	private final SplittableRandom random;

	Neuropil(final SceneParameters parameters, final int width, final int height, final Shapes shapes,
		final SplittableRandom random)
	{
		p = parameters;
		this.width = width;
		this.height = height;
		this.shapes = shapes;
		this.random = random;
	}

	float[] draw() {
		final float[] image = texture();
		for (int i = 0; i < image.length; i++) image[i] = Math.max(0.2f, 0.75f + image[i]);
		for (int i = count(THREADS_PER_MM2); i > 0; i--) {
			final double length = p.px(10 + 40 * random.nextDouble());
			final float light = (float) (0.1 + 0.6 * Math.pow(random.nextDouble(), 3));
			final Shapes.Drawn thread = shapes.tube(random.nextDouble(height), random.nextDouble(width), length, p.px(0.8 + 0.6 *
				random.nextDouble()), bend(), random);
			for (int k = 0; k < thread.pixels().length; k++) image[thread.pixels()[k]] += light * thread.weights()[k];
		}
		for (int i = count(HOLES_PER_MM2); i > 0; i--) darken(image, shapes.disc(random.nextDouble(height), random.nextDouble(
			width), p.px(4 + 3 * random.nextDouble()), random), 0.3 + 0.3 * random.nextDouble());
		for (int i = count(p.vesselsPerMm2()); i > 0; i--) darken(image, shapes.tube(random.nextDouble(height), random.nextDouble(
			width), p.px(60 + 200 * random.nextDouble()), p.px(6 + 12 * Math.pow(random.nextDouble(), 2)), bend() / 2, random), 0.9);
		return image;
	}

	private int count(final double perMm2) {
		return (int) Math.round(perMm2 * p.areaMm2());
	}

	/** Bend per pixel of length such that tubes look alike at any pixel size. */
	private double bend() {
		return 0.06 * Math.sqrt(p.pixelUm());
	}

	private static void darken(final float[] image, final Shapes.Drawn hole, final double depth) {
		for (int k = 0; k < hole.pixels().length; k++) image[hole.pixels()[k]] *= (float) Math.max(0.05, 1 - depth * Math
			.min(1, 1.3 * hole.weights()[k]));
	}

	/** Noise of mean 0: white noise shaped in the frequency domain to a sum of blurs, periodic over the canvas. */
	private float[] texture() {
		final float[] image = new float[width * height];
		final float[] spectrum = new float[2 * width * height];
		for (int i = 0; i < image.length; i++) spectrum[2 * i] = (float) random.nextGaussian();
		final FloatFFT_2D fft = new FloatFFT_2D(height, width);
		fft.complexForward(spectrum);
		final float[] sum = new float[spectrum.length];
		for (final double[] layer : LAYERS) {
			final double sigma = Math.hypot(p.px(layer[0]), 0.4);
			// blurring white noise leaves a standard deviation of 1 / (2 sqrt(pi) sigma)
			final double gain = layer[1] * 2 * Math.sqrt(Math.PI) * sigma;
			for (int r = 0; r < height; r++) {
				final double fy = (r <= height / 2 ? r : r - height) / (double) height;
				for (int c = 0; c < width; c++) {
					final double fx = (c <= width / 2 ? c : c - width) / (double) width;
					final float h = (float) (gain * Math.exp(-2 * Math.PI * Math.PI * sigma * sigma * (fy * fy + fx * fx)));
					final int i = 2 * (r * width + c);
					sum[i] += h * spectrum[i];
					sum[i + 1] += h * spectrum[i + 1];
				}
			}
		}
		sum[0] = sum[1] = 0;
		fft.complexInverse(sum, true);
		for (int i = 0; i < image.length; i++) image[i] = sum[2 * i];
		return image;
	}
}

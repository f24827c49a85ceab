package org.apical.motion;

import java.util.Arrays;

/**
 * Removes white noise of known, position-dependent strength from an image and keeps fine structure where there is any:
 * B3-spline à trous wavelets, each coefficient scaled by the local Wiener gain of its neighbourhood (Starck & Murtagh
 * 2002, ch. 2).
 */
final class WaveletDenoiser {

	/** Standard deviation of unit white noise in each wavelet band (Starck & Murtagh, table 2.2). */
	private static final double[] BAND_NOISE = { 0.889, 0.200, 0.086, 0.041 };

	/**
	 * Power, in units of the noise's, up to which a neighbourhood's may lie above it by chance: two standard deviations of the
	 * mean of squares that the B3 spline weights, sqrt(2) * 70 / 256 each. What is left of the noise looks like gradients that
	 * no frame has.
	 */
	private static final double CHANCE = 2 * Math.sqrt(2) * 70 / 256;

	private static final float[] B3 = { 1f / 16, 4f / 16, 6f / 16, 4f / 16, 1f / 16 };

	/** So many pixels tell a noise level well. */
	private static final int NOISE_PIXELS = 1 << 16;

	private WaveletDenoiser() {}

	/**
	 * @param image row by row
	 * @param sigma standard deviation of the noise in each pixel, in the image's units
	 * @return a new image
	 */
	static float[] denoise(final float[] image, final float[] sigma, final int width, final int height) {
		return denoise(new Noisy(image, new float[image.length]), sigma, width, height).image;
	}

	/** An image, row by row, and noise alone as strong as the image's, to see what becomes of it. */
	record Noisy(float[] image, float[] noise) {

		private Noisy smooth(final int width, final int height, final int step) {
			return new Noisy(convolve(image, width, height, step), convolve(noise, width, height, step));
		}
	}

	/** The same for an image and an example of its noise, of which as much is left as in the image. */
	static Noisy denoise(final Noisy given, final float[] sigma, final int width, final int height) {
		final Noisy result = new Noisy(new float[sigma.length], new float[sigma.length]);
		Noisy coarse = given;
		for (int band = 0; band < BAND_NOISE.length; band++) {
			final int step = 1 << band;
			if (4 * step >= Math.min(width, height)) break;
			final Noisy smooth = coarse.smooth(width, height, step);
			final float[] power = new float[sigma.length];
			for (int i = 0; i < power.length; i++) {
				final float d = coarse.image[i] - smooth.image[i];
				final double noise = BAND_NOISE[band] * sigma[i];
				power[i] = (float) (d * d - noise * noise);
			}
			final float[] local = convolve(power, width, height, step);
			for (int i = 0; i < sigma.length; i++) {
				final double noise = BAND_NOISE[band] * sigma[i];
				final double signal = Math.max(0, local[i] - CHANCE * noise * noise);
				final double gain = noise == 0 ? 1 : signal / (signal + noise * noise);
				result.image[i] += (float) (gain * (coarse.image[i] - smooth.image[i]));
				result.noise[i] += (float) (gain * (coarse.noise[i] - smooth.noise[i]));
			}
			coarse = smooth;
		}
		for (int i = 0; i < sigma.length; i++) {
			result.image[i] += coarse.image[i];
			result.noise[i] += coarse.noise[i];
		}
		return result;
	}

	/**
	 * Noise level of an image that is not known: the median absolute deviation of its finest band, in units of a given
	 * pattern.
	 *
	 * @param pattern the shape of the noise, such that the noise in pixel i is the returned factor times {@code pattern[i]}
	 */
	static double noiseFactor(final float[] image, final float[] pattern, final int width, final int height) {
		final float[] smooth = convolve(image, width, height, 1);
		final int step = Math.max(1, image.length / NOISE_PIXELS);
		final float[] ratio = new float[image.length / step];
		for (int k = 0; k < ratio.length; k++) ratio[k] = Math.abs(image[k * step] - smooth[k * step]) / pattern[k * step];
		Arrays.sort(ratio);
		return 1.4826 * ratio[ratio.length / 2] / BAND_NOISE[0];
	}

	static float[] convolve(final float[] image, final int width, final int height, final int step) {
		final float[] rows = new float[image.length];
		final int border = Math.min(width, 2 * step);
		for (int y = 0; y < height; y++) {
			final int row = y * width;
			for (int x = 0; x < border; x++) rows[row + x] = mirrored(image, row, x, width, step);
			for (int x = border; x < width - border; x++) rows[row + x] = B3[0] * (image[row + x - 2 * step] + image[row + x + 2 *
				step]) + B3[1] * (image[row + x - step] + image[row + x + step]) + B3[2] * image[row + x];
			for (int x = Math.max(border, width - border); x < width; x++) rows[row + x] = mirrored(image, row, x, width, step);
		}
		final float[] out = new float[image.length];
		for (int k = -2; k <= 2; k++) for (int y = 0; y < height; y++) {
			final int from = SplineImage.mirror(y + k * step, height) * width;
			for (int x = 0; x < width; x++) out[y * width + x] += B3[k + 2] * rows[from + x];
		}
		return out;
	}

	private static float mirrored(final float[] image, final int row, final int x, final int width, final int step) {
		float sum = 0;
		for (int k = -2; k <= 2; k++) sum += B3[k + 2] * image[row + SplineImage.mirror(x + k * step, width)];
		return sum;
	}
}

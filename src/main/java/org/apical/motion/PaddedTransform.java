package org.apical.motion;

import java.util.Arrays;

/**
 * Correlation of images by Fourier transform, padded so that displacements within reach do not wrap around. Two real rows go
 * through one complex transform, and only the displacements within reach are transformed back. Nothing is allocated after
 * construction.
 */
final class PaddedTransform {

	private final int width;
	private final int height;
	private final int reachY;
	private final int reachX;
	private final int rows;
	private final int columns;
	/** Columns of the half spectrum of a real image. */
	private final int half;
	private final Fourier alongY;
	private final Fourier alongX;
	/** Spectrum of the last image, rows x half. */
	final float[] re;
	final float[] im;
	/** Pairs of rows, turned: columns x pairs. */
	private final float[] lineRe;
	private final float[] lineIm;
	private final float[] workRe;
	private final float[] workIm;

	PaddedTransform(final int width, final int height, final int reachY, final int reachX) {
		this.width = width;
		this.height = height;
		this.reachY = reachY;
		this.reachX = reachX;
		rows = Fourier.length(height + reachY);
		columns = Fourier.length(width + reachX);
		half = columns / 2 + 1;
		alongY = new Fourier(rows);
		alongX = new Fourier(columns);
		re = new float[rows * half];
		im = new float[rows * half];
		final int lines = columns * Math.max((height + 1) / 2, reachY + 1);
		lineRe = new float[lines];
		lineIm = new float[lines];
		workRe = new float[Math.max(lines, re.length)];
		workIm = new float[workRe.length];
	}

	/** Transforms the rows {@code from} to {@code to} (exclusive) of an image; the others count as 0. */
	void forward(final float[] image, final int from, final int to) {
		final int pairs = (height + 1) / 2;
		Arrays.fill(lineRe, 0, columns * pairs, 0);
		Arrays.fill(lineIm, 0, columns * pairs, 0);
		for (int y = from; y < to; y++) {
			final float[] part = (y & 1) == 0 ? lineRe : lineIm;
			for (int x = 0, out = y / 2; x < width; x++, out += pairs) part[out] = image[y * width + x];
		}
		alongX.transform(lineRe, lineIm, workRe, workIm, pairs);
		for (int k = 0; k < half; k++) {
			final int a = k * pairs;
			final int b = (k == 0 ? 0 : columns - k) * pairs;
			for (int j = 0; j < pairs; j++) {
				final int even = 2 * j * half + k;
				re[even] = 0.5f * (lineRe[a + j] + lineRe[b + j]);
				im[even] = 0.5f * (lineIm[a + j] - lineIm[b + j]);
				if (2 * j + 1 == height) continue;
				re[even + half] = 0.5f * (lineIm[a + j] + lineIm[b + j]);
				im[even + half] = 0.5f * (lineRe[b + j] - lineRe[a + j]);
			}
		}
		Arrays.fill(re, height * half, rows * half, 0);
		Arrays.fill(im, height * half, rows * half, 0);
		alongY.transform(re, im, workRe, workIm, half);
	}

	/** Multiplies the spectrum by the conjugate of another, which makes the product that of a correlation. */
	void multiplyConjugate(final float[] otherRe, final float[] otherIm) {
		for (int i = 0; i < re.length; i++) {
			final float a = re[i];
			final float b = im[i];
			re[i] = a * otherRe[i] + b * otherIm[i];
			im[i] = b * otherRe[i] - a * otherIm[i];
		}
	}

	/**
	 * Transforms back; the spectrum is used up.
	 *
	 * @param map filled with the displacements -reach to reach, row by row
	 */
	void inverse(final float[] map) {
		alongY.transform(im, re, workIm, workRe, half);
		final int pairs = reachY + 1;
		final int across = 2 * reachX + 1;
		Arrays.fill(lineRe, 0, columns * pairs, 0);
		Arrays.fill(lineIm, 0, columns * pairs, 0);
		for (int r = 0; r <= 2 * reachY; r++) {
			final int in = Math.floorMod(r - reachY, rows) * half;
			final boolean even = (r & 1) == 0;
			for (int k = 0; k < half; k++) {
				final float a = re[in + k];
				final float b = im[in + k];
				add(k * pairs + r / 2, a, b, even);
				if (k > 0 && k < columns - k) add((columns - k) * pairs + r / 2, a, -b, even);
			}
		}
		alongX.transform(lineIm, lineRe, workIm, workRe, pairs);
		final float scale = 1f / (rows * columns);
		for (int r = 0; r <= 2 * reachY; r++) {
			final float[] part = (r & 1) == 0 ? lineRe : lineIm;
			for (int i = 0; i < across; i++) map[r * across + i] = part[Math.floorMod(i - reachX, columns) * pairs + r / 2] * scale;
		}
	}

	/** Even rows become the real, odd ones the imaginary part. */
	private void add(final int at, final float a, final float b, final boolean even) {
		lineRe[at] += even ? a : -b;
		lineIm[at] += even ? b : a;
	}
}

package org.apical.motion;

/**
 * Fast Fourier transform along the first axis of an n x m array of complex numbers, all m columns at once (Stockham's
 * self-sorting algorithm with radices 2, 3 and 4; Van Loan 1992, ch. 1.7). Inner loops run along the columns, so that they
 * become vector instructions, and nothing is allocated: libraries allocate in every call, or transform powers of two alone.
 *
 * <p>The inverse, times n, is the transform with real and imaginary part exchanged. Not thread-safe.
 */
final class Fourier {

	private final int n;
	private final float[] cos;
	private final float[] sin;

	/** @param n length, with no prime factors but 2 and 3; see {@link #length} */
	Fourier(final int n) {
		this.n = n;
		cos = new float[n];
		sin = new float[n];
		for (int i = 0; i < n; i++) {
			cos[i] = (float) Math.cos(2 * Math.PI * i / n);
			sin[i] = (float) Math.sin(2 * Math.PI * i / n);
		}
	}

	/** The shortest even length from {@code least} on that can be transformed. */
	static int length(final int least) {
		for (int length = Math.max(2, least + (least & 1));; length += 2) {
			int rest = length;
			while (rest % 2 == 0) rest /= 2;
			while (rest % 3 == 0) rest /= 3;
			if (rest == 1) return length;
		}
	}

	/**
	 * @param re n x m, row by row; replaced by the transform's real part
	 * @param im the imaginary part alike
	 * @param workRe as large, overwritten
	 * @param workIm as large, overwritten
	 */
	void transform(final float[] re, final float[] im, final float[] workRe, final float[] workIm, final int m) {
		float[] inRe = re;
		float[] inIm = im;
		float[] outRe = workRe;
		float[] outIm = workIm;
		int stride = m;
		for (int rest = n; rest > 1;) {
			final int radix = rest % 4 == 0 ? 4 : rest % 3 == 0 ? 3 : 2;
			final int third = rest / radix;
			for (int p = 0; p < third; p++) {
				final int turn = p * (n / rest);
				final int a = stride * p;
				final int step = stride * third;
				final int out = stride * radix * p;
				switch (radix) {
					case 4 -> four(inRe, inIm, outRe, outIm, a, step, out, stride, turn);
					case 3 -> three(inRe, inIm, outRe, outIm, a, step, out, stride, turn);
					default -> two(inRe, inIm, outRe, outIm, a, step, out, stride, turn);
				}
			}
			rest = third;
			stride *= radix;
			final float[] swapRe = inRe;
			final float[] swapIm = inIm;
			inRe = outRe;
			inIm = outIm;
			outRe = swapRe;
			outIm = swapIm;
		}
		if (inRe != re) {
			System.arraycopy(inRe, 0, re, 0, n * m);
			System.arraycopy(inIm, 0, im, 0, n * m);
		}
	}

	private void two(final float[] re, final float[] im, final float[] outRe, final float[] outIm, final int a, final int step,
		final int out, final int count, final int turn)
	{
		final float c = cos[turn];
		final float s = sin[turn];
		final int b = a + step;
		final int second = out + count;
		for (int q = 0; q < count; q++) {
			final float dr = re[a + q] - re[b + q];
			final float di = im[a + q] - im[b + q];
			outRe[out + q] = re[a + q] + re[b + q];
			outIm[out + q] = im[a + q] + im[b + q];
			outRe[second + q] = dr * c + di * s;
			outIm[second + q] = di * c - dr * s;
		}
	}

	private void three(final float[] re, final float[] im, final float[] outRe, final float[] outIm, final int a, final int step,
		final int out, final int count, final int turn)
	{
		final float c1 = cos[turn];
		final float s1 = sin[turn];
		final float c2 = cos[2 * turn];
		final float s2 = sin[2 * turn];
		final float h = (float) (Math.sqrt(3) / 2);
		final int b = a + step;
		final int c = b + step;
		final int second = out + count;
		final int third = second + count;
		for (int q = 0; q < count; q++) {
			final float tr = re[b + q] + re[c + q];
			final float ti = im[b + q] + im[c + q];
			final float mr = re[a + q] - 0.5f * tr;
			final float mi = im[a + q] - 0.5f * ti;
			final float nr = h * (im[b + q] - im[c + q]);
			final float ni = h * (re[c + q] - re[b + q]);
			outRe[out + q] = re[a + q] + tr;
			outIm[out + q] = im[a + q] + ti;
			final float ur = mr + nr;
			final float ui = mi + ni;
			final float vr = mr - nr;
			final float vi = mi - ni;
			outRe[second + q] = ur * c1 + ui * s1;
			outIm[second + q] = ui * c1 - ur * s1;
			outRe[third + q] = vr * c2 + vi * s2;
			outIm[third + q] = vi * c2 - vr * s2;
		}
	}

	private void four(final float[] re, final float[] im, final float[] outRe, final float[] outIm, final int a, final int step,
		final int out, final int count, final int turn)
	{
		final float c1 = cos[turn];
		final float s1 = sin[turn];
		final float c2 = cos[2 * turn];
		final float s2 = sin[2 * turn];
		final float c3 = cos[3 * turn];
		final float s3 = sin[3 * turn];
		final int b = a + step;
		final int c = b + step;
		final int d = c + step;
		final int second = out + count;
		final int third = second + count;
		final int fourth = third + count;
		for (int q = 0; q < count; q++) {
			final float sumR = re[a + q] + re[c + q];
			final float sumI = im[a + q] + im[c + q];
			final float differenceR = re[a + q] - re[c + q];
			final float differenceI = im[a + q] - im[c + q];
			final float otherR = re[b + q] + re[d + q];
			final float otherI = im[b + q] + im[d + q];
			final float turnedR = im[b + q] - im[d + q];
			final float turnedI = re[d + q] - re[b + q];
			outRe[out + q] = sumR + otherR;
			outIm[out + q] = sumI + otherI;
			final float ur = differenceR + turnedR;
			final float ui = differenceI + turnedI;
			final float vr = sumR - otherR;
			final float vi = sumI - otherI;
			final float wr = differenceR - turnedR;
			final float wi = differenceI - turnedI;
			outRe[second + q] = ur * c1 + ui * s1;
			outIm[second + q] = ui * c1 - ur * s1;
			outRe[third + q] = vr * c2 + vi * s2;
			outIm[third + q] = vi * c2 - vr * s2;
			outRe[fourth + q] = wr * c3 + wi * s3;
			outIm[fourth + q] = wi * c3 - wr * s3;
		}
	}
}

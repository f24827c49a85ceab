package org.apical.motion;

/** Tells runs of pixels that are all known, which can be summed without looking at each, from those with gaps. */
final class KnownPixels {

	private KnownPixels() {}

	/**
	 * Whether no pixel of a run is NaN. Their sums tell: what has once met NaN stays NaN. Four sums at a time are faster than
	 * a question about each pixel. Infinite pixels may count as unknown.
	 *
	 * @param to after the last
	 */
	static boolean all(final float[] pixels, final int from, final int to) {
		float a = 0, b = 0, c = 0, d = 0;
		int i = from;
		for (; i < to - 3; i += 4) {
			a += pixels[i];
			b += pixels[i + 1];
			c += pixels[i + 2];
			d += pixels[i + 3];
		}
		for (; i < to; i++) a += pixels[i];
		final float sum = a + b + c + d;
		return sum == sum;
	}
}

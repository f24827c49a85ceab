package org.apical.motion;

/**
 * Non-negative values in order of size, to within a hundredth of their value: a histogram over the leading bits of their
 * floating-point form, which costs one pass where sorting would cost many.
 */
final class Ranking {

	/** Sign, exponent and the first 7 bits of the fraction. */
	private static final int SHIFT = 16;

	private final int[] count = new int[1 << (31 - SHIFT)];
	private final double[] sum = new double[count.length];
	private double total;

	/** @param values NaN and negative ones count as 0 */
	static Ranking of(final float[] values) {
		final Ranking ranking = new Ranking();
		for (final float v : values) {
			if (!(v > 0)) continue;
			final int bin = Float.floatToRawIntBits(v) >>> SHIFT;
			ranking.count[bin]++;
			ranking.sum[bin] += v;
			ranking.total += v;
		}
		return ranking;
	}

	/**
	 * The value from which on the largest ones together hold a share of the sum, or the larger one that no more than
	 * {@code most} values reach.
	 */
	float threshold(final double share, final int most) {
		double held = 0;
		long n = 0;
		int bin = count.length;
		while (bin > 0 && held < share * total && n + count[bin - 1] <= most) {
			bin--;
			held += sum[bin];
			n += count[bin];
		}
		return bin == count.length ? 0 : Float.intBitsToFloat(bin << SHIFT);
	}
}

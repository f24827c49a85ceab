package org.apical.motion;

import java.util.Arrays;

/**
 * Sums over a frame's pixels of their products with what is kept of the template's: with each of the polynomial's terms, with
 * the inverse variance, and of their squares with the inverse variance; {@link #TERMS} sums in that order.
 *
 * <p>Many pixels are summed lane by lane, which vector instructions do. Where there are few, adding up the lanes at the end
 * would take longer than summing right away. Not thread-safe; nothing is allocated after construction.
 */
final class PixelSums {

	static final int TERMS = InformativePixels.KEPT + 1;

	private static final int LANES = PixelBlocks.LANES;
	private static final int POLYNOMIAL = Cubic.TERMS;
	private static final int WEIGHT = POLYNOMIAL * LANES;

	private final float[] lanes = new float[WEIGHT];
	/** A block's pixels, once for each term. */
	private final float[] repeated = new float[WEIGHT];
	private final float[] sum = new float[LANES];
	private final float[] squares = new float[LANES];
	/** What was rounded off the sums without the polynomial. A blank frame is known by them alone, so they keep all digits. */
	private final float[] lostOfSum = new float[LANES];
	private final float[] lostOfSquares = new float[LANES];

	/**
	 * Sums a block's products into the lanes.
	 *
	 * @param frame a pixel for each lane, a number even where the weight is 0
	 */
	void addToLanes(final float[] frame, final float[] weighted) {
		for (int t = 0; t < POLYNOMIAL; t++) System.arraycopy(frame, 0, repeated, t * LANES, LANES);
		multiplyAdd(lanes, repeated, weighted);
		addProducts(sum, lostOfSum, frame, weighted);
		addSquares(squares, lostOfSquares, frame, weighted);
	}

	/** Adds the lanes to the sums and clears them. */
	void carry(final double[] sums, final int at) {
		for (int t = 0; t < POLYNOMIAL; t++) sums[at + t] += total(lanes, t * LANES);
		sums[at + POLYNOMIAL] += total(sum, 0) - total(lostOfSum, 0);
		sums[at + POLYNOMIAL + 1] += total(squares, 0) - total(lostOfSquares, 0);
		Arrays.fill(lanes, 0);
		Arrays.fill(sum, 0);
		Arrays.fill(lostOfSum, 0);
		Arrays.fill(squares, 0);
		Arrays.fill(lostOfSquares, 0);
	}

	private static double total(final float[] lanes, final int from) {
		double a = 0, b = 0;
		for (int i = from; i < from + LANES; i += 2) {
			a += lanes[i];
			b += lanes[i + 1];
		}
		return a + b;
	}

	private static void multiplyAdd(final float[] sums, final float[] frame, final float[] weighted) {
		for (int i = 0; i < sums.length; i++) sums[i] += frame[i] * weighted[i];
	}

	/** Compensated summation (Kahan 1965). */
	private static void addProducts(final float[] sums, final float[] lost, final float[] frame, final float[] weighted) {
		for (int i = 0; i < sums.length; i++) {
			final float next = frame[i] * weighted[i + WEIGHT] - lost[i];
			final float sum = sums[i] + next;
			lost[i] = sum - sums[i] - next;
			sums[i] = sum;
		}
	}

	private static void addSquares(final float[] sums, final float[] lost, final float[] frame, final float[] weighted) {
		for (int i = 0; i < sums.length; i++) {
			final float next = frame[i] * weighted[i + WEIGHT] * frame[i] - lost[i];
			final float sum = sums[i] + next;
			lost[i] = sum - sums[i] - next;
			sums[i] = sum;
		}
	}

	/** Adds the products of a block, as long as its pixels, to the sums. */
	static void add(final float[] frame, final float[] weighted, final double[] sums, final int at) {
		final int pixels = weighted.length / InformativePixels.KEPT;
		for (int t = 0; t < POLYNOMIAL; t++) sums[at + t] += product(frame, weighted, t * pixels, pixels);
		double sum = 0, squares = 0;
		for (int i = 0; i < pixels; i++) {
			final float k = frame[i] * weighted[i + POLYNOMIAL * pixels];
			sum += k;
			squares += k * frame[i];
		}
		sums[at + POLYNOMIAL] += sum;
		sums[at + POLYNOMIAL + 1] += squares;
	}

	/** Eight sums at a time do not wait for each other. */
	private static float product(final float[] a, final float[] b, final int from, final int n) {
		float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
		int i = 0;
		for (int k = from; i < n - 7; i += 8, k += 8) {
			s0 += a[i] * b[k];
			s1 += a[i + 1] * b[k + 1];
			s2 += a[i + 2] * b[k + 2];
			s3 += a[i + 3] * b[k + 3];
			s4 += a[i + 4] * b[k + 4];
			s5 += a[i + 5] * b[k + 5];
			s6 += a[i + 6] * b[k + 6];
			s7 += a[i + 7] * b[k + 7];
		}
		for (; i < n; i++) s0 += a[i] * b[from + i];
		return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
	}
}

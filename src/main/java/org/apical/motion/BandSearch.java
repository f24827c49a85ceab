package org.apical.motion;

import java.util.Arrays;

/**
 * Finds how displacement runs through the time of one frame where rows move far: bands of rows are compared with the template
 * at all displacements within reach, and the path through them that is most probable altogether is found by dynamic
 * programming (Viterbi), neighbouring bands held together by the smoothness prior. It is a start for {@link FieldFit}, which
 * from one displacement of the whole frame would not find rows that stand many pixels elsewhere.
 *
 * <p>One thread's; nothing is allocated per frame.
 */
final class BandSearch {

	private static final int MOST_BANDS = 10;
	private static final int LEAST_ROWS = 8;
	/** Standard deviations that neighbouring bands may differ by, or a band from the frame. */
	private static final double SIGMAS = 3;
	/** Distance, px of the level, from which Gauss-Newton finds a band's place with hardly any light in it. */
	private static final double FOLLOWED = 0.75;

	/** Displacement of each band, y and x taking turns, px of the level. */
	final double[] path;

	private final CoarseCorrelator correlator;
	private final int height;
	private final int bands;
	private final int rows;
	private final int columns;
	private final double[] costY;
	private final double[] costX;
	/** Log-likelihood ratio of the best path that ends at each displacement. */
	private final double[] best;
	private final double[] alongX;
	private final double[] entered;
	private final int[] fromX;
	private final int[] fromY;
	/** Displacement of the band before on the best path, for each band and displacement. */
	private final int[][] before;

	/**
	 * @param correlator with the template of the level, for this thread alone
	 * @param height rows of the level
	 * @param level of the pyramid
	 */
	BandSearch(final CoarseCorrelator correlator, final int height, final int level, final SmoothnessPrior prior) {
		this.correlator = correlator;
		this.height = height;
		bands = bands(height);
		path = new double[2 * bands];
		rows = 2 * correlator.reachY() + 1;
		columns = 2 * correlator.reachX() + 1;
		costY = cost(prior, prior.deviationY(), level);
		costX = cost(prior, prior.deviationX(), level);
		best = new double[rows * columns];
		alongX = new double[rows * columns];
		entered = new double[rows * columns];
		fromX = new int[rows * columns];
		fromY = new int[rows * columns];
		before = new int[bands][rows * columns];
	}

	private static int bands(final int height) {
		return Math.max(1, Math.min(MOST_BANDS, height / LEAST_ROWS));
	}

	/** Whether the bands of a frame can stand so far apart that one displacement is no start for all of them. */
	static boolean isNeeded(final SmoothnessPrior prior, final int level) {
		return SIGMAS * Math.max(prior.deviationY(), prior.deviationX()) > FOLLOWED * (1 << level);
	}

	/** Minus the logarithm of the prior probability that two neighbouring bands differ by 0, 1, 2, … px of the level. */
	private double[] cost(final SmoothnessPrior prior, final double deviation, final int level) {
		final double spacing = (double) (height << level) / bands;
		final double variance = 2 * deviation * deviation * (1 - prior.kernel().correlation(spacing / prior.length())) / Math.pow(4,
			level) + 1 / 12.0;
		final double[] cost = new double[1 + (int) Math.ceil(SIGMAS * Math.sqrt(variance))];
		for (int d = 0; d < cost.length; d++) cost[d] = d * d / (2 * variance);
		return cost;
	}

	/** The row of the level in the middle of a band. */
	double centre(final int band) {
		return 0.5 * (first(band) + first(band + 1) - 1);
	}

	int bands() {
		return bands;
	}

	private int first(final int band) {
		return band * height / bands;
	}

	/** Fills {@link #path} for a frame of the level. */
	void search(final float[] frame) {
		correlator.prepare(frame);
		for (int b = 0; b < bands; b++) {
			correlator.correlate(first(b), first(b + 1));
			if (b == 0) Arrays.fill(entered, 0);
			else enter(before[b]);
			for (int i = 0; i < entered.length; i++) {
				final float z = correlator.map[i];
				best[i] = entered[i] + 0.5 * z * Math.abs(z);
			}
		}
		int at = 0;
		for (int i = 1; i < best.length; i++) if (best[i] > best[at]) at = i;
		for (int b = bands - 1; b >= 0; b--) {
			path[2 * b] = at / columns - correlator.reachY();
			path[2 * b + 1] = at % columns - correlator.reachX();
			at = before[b][at];
		}
	}

	/** The best way from the band before to each displacement, along x and then along y, since the costs add up. */
	private void enter(final int[] origin) {
		enter(best, costX, rows, columns, columns, 1, alongX, fromX);
		enter(alongX, costY, columns, rows, 1, columns, entered, fromY);
		for (int i = 0; i < origin.length; i++) {
			final int way = fromY[i] * columns + i % columns;
			origin[i] = fromY[i] * columns + fromX[way];
		}
	}

	/** The same along the lines of a grid: line after line {@code lineStep} apart, their places {@code step} apart. */
	private static void enter(final double[] in, final double[] cost, final int lines, final int length, final int lineStep,
		final int step, final double[] out, final int[] from)
	{
		for (int line = 0; line < lines; line++) for (int i = 0; i < length; i++) {
			int best = i;
			double highest = Double.NEGATIVE_INFINITY;
			for (int k = Math.max(0, i - cost.length + 1); k < Math.min(length, i + cost.length); k++) {
				final double value = in[line * lineStep + k * step] - cost[Math.abs(i - k)];
				if (value > highest) {
					highest = value;
					best = k;
				}
			}
			out[line * lineStep + i * step] = highest;
			from[line * lineStep + i * step] = best;
		}
	}
}

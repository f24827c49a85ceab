package org.apical.motion;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Mean of a movie, kept in two halves of its frames taken in turn. What the halves have in common is structure, the rest is
 * noise, so sharpness can be measured without rewarding noise.
 *
 * <p>Frames are summed in parts, and the parts' sums added up in order: whoever sums the parts apart and adds them
 * afterwards gets the same numbers to the last bit.
 */
final class HalfMeans implements Serializable {

	private static final long serialVersionUID = 1;

	/** Frames after which the short sums, fast but of few digits, go into the part's. */
	private static final int SHORT = 64;

	private final int width;
	private final double[][] sum;
	private final int[][] count;
	/** Of the part that is being summed; what travels to another machine has none. */
	private transient double[][] partSum;
	private transient float[][] shortSum;
	/** How many more frames know a pixel than its left neighbour; each row has a place more than pixels. */
	private transient int[][] edges;
	private transient int partFrames;

	HalfMeans(final int width, final int height) {
		this.width = width;
		sum = new double[2][width * height];
		count = new int[2][width * height];
	}

	/** @param frame NaN where it was not imaged */
	void add(final float[] frame) {
		if (partSum == null) {
			partSum = new double[2][frame.length];
			shortSum = new float[2][frame.length];
			edges = new int[2][frame.length + frame.length / width];
		}
		final int half = partFrames & 1;
		for (int row = 0; row < frame.length; row += width) addRow(frame, row, half);
		if (++partFrames % SHORT == 0) carry();
	}

	/** What is not known lies at a moved row's ends as a rule; then only where it begins and ends is noted, not every pixel. */
	private void addRow(final float[] frame, final int row, final int half) {
		int from = row;
		int end = row + width;
		while (from < end && frame[from] != frame[from]) from++;
		while (end > from && frame[end - 1] != frame[end - 1]) end--;
		final float[] sums = shortSum[half];
		if (KnownPixels.all(frame, from, end)) {
			for (int i = from; i < end; i++) sums[i] += frame[i];
			final int edge = row / width;
			edges[half][from + edge]++;
			edges[half][end + edge]--;
			return;
		}
		final int[] counts = count[half];
		for (int i = from; i < end; i++) {
			final float v = frame[i];
			if (v != v) continue;
			sums[i] += v;
			counts[i]++;
		}
	}

	/** Counts the frames of rows of which only the ends were noted. */
	private void countEdges() {
		for (int half = 0; half < 2; half++) {
			for (int row = 0, i = 0; i < count[half].length; row++) {
				int frames = 0;
				for (int x = 0; x < width; x++, i++) count[half][i] += frames += edges[half][i + row];
			}
			Arrays.fill(edges[half], 0);
		}
	}

	private void carry() {
		for (int half = 0; half < 2; half++) {
			final double[] sums = partSum[half];
			final float[] few = shortSum[half];
			for (int i = 0; i < sums.length; i++) sums[i] += few[i];
			Arrays.fill(few, 0);
		}
	}

	/** Ends a part; frames that follow are of the next. */
	void endPart() {
		if (partFrames == 0) return;
		carry();
		countEdges();
		addSums(partSum);
		for (final double[] sums : partSum) Arrays.fill(sums, 0);
		partFrames = 0;
	}

	/** Adds the next part, summed apart. */
	void add(final HalfMeans part) {
		addSums(part.sum);
		for (int half = 0; half < 2; half++) for (int i = 0; i < count[half].length; i++) count[half][i] += part.count[half][i];
	}

	private void addSums(final double[][] part) {
		for (int half = 0; half < 2; half++) for (int i = 0; i < sum[half].length; i++) sum[half][i] += part[half][i];
	}

	/** Mean of all frames of parts that have ended; NaN where there was none. */
	float[] mean() {
		final float[] mean = new float[sum[0].length];
		for (int i = 0; i < mean.length; i++) {
			final int n = count[0][i] + count[1][i];
			mean[i] = n == 0 ? Float.NaN : (float) ((sum[0][i] + sum[1][i]) / n);
		}
		return mean;
	}

	/**
	 * Frobenius norm of the mean image's gradient (Pnevmatikakis & Giovannucci 2017), taken between the halves: noise, which
	 * they do not share, adds nothing to it.
	 *
	 * @param area top, left, bottom, right (exclusive)
	 */
	double crispness(final int[] area) {
		double total = 0;
		for (int r = area[0]; r < area[2] - 1; r++) for (int c = area[1]; c < area[3] - 1; c++) {
			final int i = r * width + c;
			final double product = difference(0, i, width) * difference(1, i, width) + difference(0, i, 1) * difference(1, i, 1);
			if (!Double.isNaN(product)) total += product;
		}
		return Math.sqrt(Math.max(0, total));
	}

	private double difference(final int half, final int i, final int step) {
		return sum[half][i + step] / count[half][i + step] - sum[half][i] / count[half][i];
	}
}

package org.apical.trace;

import java.util.Arrays;

/**
 * The exact percentile of the last n samples, in O(log n) a sample.
 *
 * <p>Two heaps of ring slots share the window: one holds the samples up to the percentile's rank, the other those above
 * it. Each slot knows its place in its heap, so the oldest sample is taken out of the middle without a search. All
 * arrays are made once; no call allocates. Between two ranks the value is interpolated linearly, as NumPy does by
 * default. A NaN takes up its time in the window but counts for nothing.
 *
 * <p>Not thread-safe.
 */
public final class RunningPercentile {

	private static final int LOW = 0;
	private static final int HIGH = 1;
	private static final int NOWHERE = -1;

	private final double percentile;
	private final double[] value;
	private final int[] side;
	private final int[] place;
	private final int[][] heap;
	private final int[] size = new int[2];
	private int next;

	/**
	 * @param window how many samples, at least 1
	 * @param percentile 0 (minimum) to 100 (maximum)
	 */
	public RunningPercentile(final int window, final double percentile) {
		if (window < 1) throw new IllegalArgumentException("A percentile's window holds at least 1 sample, not " + window);
		if (!(percentile >= 0 && percentile <= 100)) throw new IllegalArgumentException(
			"A percentile lies between 0 and 100, not at " + percentile);
		this.percentile = percentile;
		value = new double[window];
		side = new int[window];
		Arrays.fill(side, NOWHERE);
		place = new int[window];
		heap = new int[2][window];
	}

	/**
	 * Takes in a sample; the one taken in a window ago falls out.
	 *
	 * @return the percentile of the window that ends with this sample; NaN where it holds nothing but NaN
	 */
	public double add(final double sample) {
		final int slot = next;
		next = next + 1 == value.length ? 0 : next + 1;
		if (side[slot] != NOWHERE) {
			remove(slot);
			balance();
		}
		if (!Double.isNaN(sample)) {
			value[slot] = sample;
			final boolean high = size[LOW] > 0 && sample > value[heap[LOW][0]];
			insert(high ? HIGH : LOW, slot);
		}
		balance();
		return get();
	}

	/** The percentile of the present window; NaN where it is empty. */
	public double get() {
		final int count = size[LOW] + size[HIGH];
		if (count == 0) return Double.NaN;
		final double rank = percentile * (count - 1) / 100;
		final double below = value[heap[LOW][0]];
		if (size[HIGH] == 0) return below;
		return below + (rank - Math.floor(rank)) * (value[heap[HIGH][0]] - below);
	}

	private void balance() {
		final int count = size[LOW] + size[HIGH];
		final int low = count == 0 ? 0 : 1 + (int) Math.floor(percentile * (count - 1) / 100);
		while (size[LOW] > low) move(LOW, HIGH);
		while (size[LOW] < low) move(HIGH, LOW);
	}

	private void move(final int from, final int to) {
		final int slot = heap[from][0];
		remove(slot);
		insert(to, slot);
	}

	private void insert(final int s, final int slot) {
		side[slot] = s;
		put(s, size[s], slot);
		up(s, size[s]++);
	}

	private void remove(final int slot) {
		final int s = side[slot];
		final int hole = place[slot];
		final int last = heap[s][--size[s]];
		side[slot] = NOWHERE;
		if (last == slot) return;
		put(s, hole, last);
		up(s, hole);
		down(s, place[last]);
	}

	private void up(final int s, final int start) {
		int i = start;
		while (i > 0 && nearer(s, heap[s][i], heap[s][(i - 1) / 2])) {
			swap(s, i, (i - 1) / 2);
			i = (i - 1) / 2;
		}
	}

	private void down(final int s, final int start) {
		int i = start;
		while (true) {
			int best = i;
			for (int child = 2 * i + 1; child <= 2 * i + 2 && child < size[s]; child++)
				if (nearer(s, heap[s][child], heap[s][best])) best = child;
			if (best == i) return;
			swap(s, i, best);
			i = best;
		}
	}

	/** Whether slot a lies nearer to the percentile than slot b, seen from that side. */
	private boolean nearer(final int s, final int a, final int b) {
		return s == LOW ? value[a] > value[b] : value[a] < value[b];
	}

	private void swap(final int s, final int i, final int j) {
		final int slot = heap[s][i];
		put(s, i, heap[s][j]);
		put(s, j, slot);
	}

	private void put(final int s, final int i, final int slot) {
		heap[s][i] = slot;
		place[slot] = i;
	}
}

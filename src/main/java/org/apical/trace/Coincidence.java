package org.apical.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Events that two parts of a neuron have together and alone, and how many they would have together by chance.
 *
 * <p>Each event has at most one partner: pairs are formed from the closest on, as long as their peaks lie within the
 * window. For chance, the second part's events are shifted in a circle by a random time, which keeps each part's rate
 * and rhythm; shifts that keep the true pairs near each other are not drawn.
 *
 * @param partner of each of the first part's events, its index among the second's, or -1
 * @param firstOnly events of the first part alone
 * @param secondOnly events of the second part alone
 * @param coincident pairs
 * @param expected mean number of pairs after shifts
 * @param deviation SD of that number
 * @param p share of shifts with at least as many pairs, the true one counted in
 */
public record Coincidence(int[] partner, int firstOnly, int secondOnly, int coincident, double expected, double deviation, double p) {

	/** Peaks this close are one event of the neuron, s. */
	public static final double WINDOW_S = 0.5;

	/**
	 * @param first events of one part (a soma), ascending
	 * @param second events of the other (a dendrite), ascending
	 * @param durationSeconds of the recording, s
	 * @param shuffles how many shifts to draw, 0 for none (expected and p are then NaN)
	 */
	public static Coincidence of(final List<Event> first, final List<Event> second, final double windowSeconds,
		final double durationSeconds, final int shuffles, final long seed)
	{
		final double[] a = first.stream().mapToDouble(Event::peakSeconds).toArray();
		final double[] b = second.stream().mapToDouble(Event::peakSeconds).toArray();
		final int[] partner = pair(a, b, windowSeconds);
		final int both = count(partner);
		final SplittableRandom random = new SplittableRandom(seed);
		final double nearest = Math.min(durationSeconds / 4, 10 * windowSeconds);
		double sum = 0;
		double squares = 0;
		int asMany = 1;
		for (int i = 0; i < shuffles; i++) {
			final double shift = nearest + random.nextDouble() * (durationSeconds - 2 * nearest);
			final double[] moved = Arrays.stream(b).map(t -> (t + shift) % durationSeconds).sorted().toArray();
			final int n = count(pair(a, moved, windowSeconds));
			sum += n;
			squares += (double) n * n;
			if (n >= both) asMany++;
		}
		final double mean = shuffles == 0 ? Double.NaN : sum / shuffles;
		return new Coincidence(partner, a.length - both, b.length - both, both, mean,
			Math.sqrt(Math.max(0, squares / shuffles - mean * mean)), shuffles == 0 ? Double.NaN : asMany / (shuffles + 1.0));
	}

	private static int count(final int[] partner) {
		int n = 0;
		for (final int p : partner) if (p >= 0) n++;
		return n;
	}

	private static int[] pair(final double[] a, final double[] b, final double window) {
		final List<int[]> near = new ArrayList<>();
		for (int i = 0, from = 0; i < a.length; i++) {
			while (from < b.length && b[from] < a[i] - window) from++;
			for (int j = from; j < b.length && b[j] <= a[i] + window; j++) near.add(new int[] { i, j });
		}
		near.sort(Comparator.comparingDouble(ij -> Math.abs(a[ij[0]] - b[ij[1]])));
		final int[] partner = new int[a.length];
		Arrays.fill(partner, -1);
		final boolean[] taken = new boolean[b.length];
		for (final int[] ij : near) {
			if (partner[ij[0]] >= 0 || taken[ij[1]]) continue;
			partner[ij[0]] = ij[1];
			taken[ij[1]] = true;
		}
		return partner;
	}
}

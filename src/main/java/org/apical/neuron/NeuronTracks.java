package org.apical.neuron;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.neuron.Track.Sighting;
import org.apical.roi.Roi;

/**
 * Puts the tracks of one neuron's parts together: two tracks belong to one neuron where, on more than half of the days on
 * which both are seen, their ROIs were given the same neuron.
 */
public final class NeuronTracks {

	private NeuronTracks() {}

	/**
	 * @param tracks of all planes; their ROIs carry each day's own neuron numbers
	 * @return of each track its neuron, numbered from 1 in the order of the tracks
	 */
	public static int[] number(final List<Track> tracks) {
		final int[] joined = new int[tracks.size()];
		for (int i = 0; i < joined.length; i++) joined[i] = i;
		final Map<Long, List<Integer>> parts = new HashMap<>();
		for (int i = 0; i < joined.length; i++)
			for (final Sighting s : tracks.get(i).sightings()) if (s.roi().neuron().isPresent()) parts.computeIfAbsent(key(s), k -> new ArrayList<>())
				.add(i);
		final Map<Long, Integer> together = new HashMap<>();
		for (final List<Integer> seen : parts.values())
			for (final int a : seen) for (final int b : seen) if (a < b) together.merge((long) a << 32 | b, 1, Integer::sum);
		together.forEach((pair, times) -> {
			final int a = (int) (pair >> 32), b = pair.intValue();
			if (2 * times > bothSeen(tracks.get(a), tracks.get(b))) join(joined, a, b);
		});
		final Map<Integer, Integer> numbers = new HashMap<>();
		for (int i = 0; i < joined.length; i++) {
			final int first = first(joined, i);
			joined[i] = first;
			numbers.putIfAbsent(first, numbers.size() + 1);
		}
		for (int i = 0; i < joined.length; i++) joined[i] = numbers.get(joined[i]);
		return joined;
	}

	private static long key(final Sighting s) {
		return (long) s.day() << 32 | s.roi().neuron().getAsInt();
	}

	/** Days on which both were seen and paired with anything. */
	private static int bothSeen(final Track a, final Track b) {
		int days = 0;
		for (final Sighting s : a.sightings()) if (isPaired(s.roi()) && b.sightings().stream().anyMatch(o -> o.day() == s.day() && isPaired(o
			.roi()))) days++;
		return days;
	}

	private static boolean isPaired(final Roi roi) {
		return roi.neuron().isPresent();
	}

	private static void join(final int[] joined, final int a, final int b) {
		final int one = first(joined, a), other = first(joined, b);
		joined[Math.max(one, other)] = Math.min(one, other);
	}

	private static int first(final int[] joined, final int i) {
		int at = i;
		while (joined[at] != at) at = joined[at];
		return at;
	}
}

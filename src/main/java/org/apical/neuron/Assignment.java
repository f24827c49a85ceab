package org.apical.neuron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.apical.neuron.Track.Sighting;
import org.apical.roi.Roi;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * ROIs of several days and the tracks they are given to: day by day by an assignment of greatest weight, each ROI to one
 * track at most, and as long as this changes anything each day anew with all other days known. In between, tracks are joined
 * of which each was seen on days when the other was not. A track is as probable for an ROI as its pairs with the track's ROIs
 * are on average.
 */
final class Assignment {

	/** What each day of absence takes from the odds of coming back. */
	private static final double LOG_ABSENCE = Math.log(0.9);
	/** What one pair of ROIs too far apart takes from the odds of a track. */
	private static final double FARTHEST = -8;
	private static final int ROUNDS = 10;

	private final List<List<Roi>> days;
	private final DayLinker.Parameters parameters;
	/** Of each ROI, the odds (logarithm) of those within reach on other days. */
	private final Map<Seen, Map<Seen, Double>> pairs = new HashMap<>();
	/** Of each track the ROI's index on each day, -1 for none. */
	private final List<int[]> tracks = new ArrayList<>();
	private final double[][] probabilities;

	private record Seen(int day, int roi) {}

	/** @param days the ROIs of one plane on each day, in coordinates of the aligned field; not all empty */
	Assignment(final List<List<Roi>> days, final DayLinker.Parameters parameters) {
		this.days = days;
		this.parameters = parameters;
		probabilities = new double[days.size()][];
		for (int d = 0; d < probabilities.length; d++) probabilities[d] = new double[days.get(d).size()];
		final List<List<BlurredRoi>> blurred = days.stream().map(d -> d.stream().map(BlurredRoi::new).toList()).toList();
		final LinkModel model = new LinkModel(days, blurred, parameters.maxDistancePx());
		for (int d = 0; d < days.size(); d++)
			for (int e = 0; e < d; e++) for (int i = 0; i < days.get(d).size(); i++) for (int j = 0; j < days.get(e).size(); j++) {
				final BlurredRoi a = blurred.get(d).get(i), b = blurred.get(e).get(j);
				if (a.distance(b, 0, 0) > parameters.maxDistancePx()) continue;
				final double odds = model.logOdds(Likeness.of(a, b));
				pairs.computeIfAbsent(new Seen(d, i), k -> new HashMap<>()).put(new Seen(e, j), odds);
				pairs.computeIfAbsent(new Seen(e, j), k -> new HashMap<>()).put(new Seen(d, i), odds);
			}
	}

	/** The most probable tracks. */
	List<Track> tracks() {
		for (int day = 0; day < days.size(); day++) assign(day);
		for (int round = 0; round < ROUNDS; round++) {
			join();
			final Set<List<Integer>> before = asSet();
			for (int day = 0; day < days.size(); day++) assign(day);
			if (asSet().equals(before)) break;
		}
		final List<Track> result = new ArrayList<>();
		for (final int[] track : tracks) addParts(track, result);
		return result;
	}

	private Set<List<Integer>> asSet() {
		final Set<List<Integer>> set = new HashSet<>();
		for (final int[] track : tracks) set.add(Arrays.stream(track).boxed().toList());
		return set;
	}

	/** Gives a day's ROIs to the tracks, from which they are taken first. */
	private void assign(final int day) {
		for (final int[] track : tracks) track[day] = -1;
		tracks.removeIf(t -> Arrays.stream(t).allMatch(r -> r < 0));
		final int rois = days.get(day).size();
		final double[] ofTrack = new double[tracks.size()], ofRoi = new double[rois];
		final SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
		final Set<Integer> old = new HashSet<>(), found = new HashSet<>();
		final Map<Seen, Integer> holders = holders();
		for (int r = 0; r < rois; r++)
			for (final int t : near(List.of(new Seen(day, r)), holders)) {
				final double odds = logOdds(tracks.get(t), new Seen(day, r));
				if (odds == Double.NEGATIVE_INFINITY) continue;
				ofTrack[t] += Math.exp(odds);
				ofRoi[r] += Math.exp(odds);
				if (odds <= 0) continue;
				// tracks are the even vertices, ROIs the odd ones
				if (old.add(2 * t)) graph.addVertex(2 * t);
				if (found.add(2 * r + 1)) graph.addVertex(2 * r + 1);
				graph.setEdgeWeight(graph.addEdge(2 * t, 2 * r + 1), odds);
			}
		Arrays.fill(probabilities[day], 1);
		final Set<Integer> taken = new HashSet<>();
		for (final DefaultWeightedEdge edge : new MaximumWeightBipartiteMatching<>(graph, old, found).getMatching().getEdges()) {
			final int t = graph.getEdgeSource(edge) / 2, r = graph.getEdgeTarget(edge) / 2;
			final double odds = Math.exp(graph.getEdgeWeight(edge)), p = odds / (1 + ofTrack[t] + ofRoi[r] - odds);
			if (p < parameters.minProbability()) continue;
			tracks.get(t)[day] = r;
			probabilities[day][r] = p;
			taken.add(r);
		}
		for (int r = 0; r < rois; r++) if (!taken.contains(r)) {
			final int[] track = new int[days.size()];
			Arrays.fill(track, -1);
			track[day] = r;
			tracks.add(track);
		}
	}

	/** Which track holds each ROI. */
	private Map<Seen, Integer> holders() {
		final Map<Seen, Integer> holders = new HashMap<>();
		for (int t = 0; t < tracks.size(); t++) for (final Seen seen : seen(tracks.get(t))) holders.put(seen, t);
		return holders;
	}

	private static List<Seen> seen(final int[] track) {
		return IntStream.range(0, track.length).filter(d -> track[d] >= 0).mapToObj(d -> new Seen(d, track[d])).toList();
	}

	/** Tracks that hold an ROI within reach of one of these, in order. */
	private TreeSet<Integer> near(final List<Seen> rois, final Map<Seen, Integer> holders) {
		final TreeSet<Integer> near = new TreeSet<>();
		for (final Seen roi : rois) for (final Seen other : pairs.getOrDefault(roi, Map.of()).keySet())
			if (holders.containsKey(other)) near.add(holders.get(other));
		return near;
	}

	private record Join(int one, int other, double odds) {}

	/** Joins tracks that were never seen on the same day, the most probable ones first. */
	private void join() {
		final double least = Math.log(parameters.minProbability() / (1 - parameters.minProbability()));
		List<Join> joins;
		do {
			joins = new ArrayList<>();
			final Map<Seen, Integer> holders = holders();
			for (int a = 0; a < tracks.size(); a++)
				for (final int b : near(seen(tracks.get(a)), holders).headSet(a)) {
					final double odds = logOdds(tracks.get(a), tracks.get(b));
					if (odds > least) joins.add(new Join(a, b, odds));
				}
			joins.sort(Comparator.comparingDouble(Join::odds).reversed());
			final Set<Integer> done = new HashSet<>();
			final List<int[]> gone = new ArrayList<>();
			for (final Join join : joins) {
				if (done.contains(join.one) || done.contains(join.other)) continue;
				done.addAll(List.of(join.one, join.other));
				for (final Seen seen : seen(tracks.get(join.one))) tracks.get(join.other)[seen.day] = seen.roi;
				gone.add(tracks.get(join.one));
			}
			tracks.removeAll(gone);
		}
		while (!joins.isEmpty());
	}

	/** Minus infinity where none of the track's ROIs is near, or all are too many days away. */
	private double logOdds(final int[] track, final Seen seen) {
		final Map<Seen, Double> known = pairs.getOrDefault(seen, Map.of());
		double sum = 0;
		int n = 0, near = 0, away = days.size();
		for (int d = 0; d < track.length; d++) {
			if (track[d] < 0) continue;
			final Double odds = known.get(new Seen(d, track[d]));
			sum += odds == null ? FARTHEST : Math.max(FARTHEST, odds);
			n++;
			if (odds != null) near++;
			away = Math.min(away, Math.abs(d - seen.day));
		}
		return near == 0 || away - 1 > parameters.maxGap() ? Double.NEGATIVE_INFINITY : sum / n + (away - 1) * LOG_ABSENCE;
	}

	/** The same for all ROIs of a track; minus infinity where both were seen on one day. */
	private double logOdds(final int[] track, final int[] other) {
		for (int d = 0; d < track.length; d++) if (track[d] >= 0 && other[d] >= 0) return Double.NEGATIVE_INFINITY;
		return seen(track).stream().mapToDouble(s -> logOdds(other, s)).average().getAsDouble();
	}

	/** A track for each part of it between gaps that are too long. */
	private void addParts(final int[] track, final List<Track> into) {
		List<Sighting> part = new ArrayList<>();
		for (int d = 0; d < track.length; d++) {
			if (track[d] < 0) continue;
			if (!part.isEmpty() && d - part.get(part.size() - 1).day() - 1 > parameters.maxGap()) {
				into.add(new Track(part));
				part = new ArrayList<>();
			}
			part.add(new Sighting(d, days.get(d).get(track[d]), part.isEmpty() ? 1 : probabilities[d][track[d]]));
		}
		into.add(new Track(part));
	}
}

package org.apical.neuron;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apical.neuron.Track.Sighting;
import org.apical.roi.Roi;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.scijava.plugin.Plugin;

/**
 * Goes from day to day and gives each day's ROIs to the tracks so that the links together are the most probable (an
 * assignment of greatest weight), each ROI to one track at most. A track is what its last ROIs were on average, however many
 * days ago, up to the largest gap.
 */
@Plugin(type = DayLinker.class, name = "assignment", priority = 100)
public final class AssignmentLinker implements DayLinker {

	/** ROIs of a track that a new one is compared with. */
	private static final int REMEMBERED = 4;
	/** What each day of absence takes from the odds of coming back. */
	private static final double LOG_ABSENCE = Math.log(0.9);

	@Override
	public List<Track> link(final List<List<Roi>> days, final Parameters parameters) {
		if (days.stream().allMatch(List::isEmpty)) return List.of();
		final LinkModel model = new LinkModel(days, parameters.maxDistancePx());
		final List<List<Sighting>> tracks = new ArrayList<>();
		for (int day = 0; day < days.size(); day++) extend(tracks, days.get(day), day, model, parameters);
		return tracks.stream().map(Track::new).toList();
	}

	private static void extend(final List<List<Sighting>> tracks, final List<Roi> rois, final int day, final LinkModel model,
		final Parameters parameters)
	{
		final SimpleWeightedGraph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
		final Set<Integer> old = new HashSet<>(), found = new HashSet<>();
		final double[] ofTrack = new double[tracks.size()], ofRoi = new double[rois.size()];
		final List<double[]> candidates = new ArrayList<>();
		for (int t = 0; t < tracks.size(); t++) {
			final int absent = day - 1 - last(tracks.get(t)).day();
			if (absent > parameters.maxGap()) continue;
			for (int r = 0; r < rois.size(); r++) {
				final double odds = logOdds(tracks.get(t), rois.get(r), model, parameters.maxDistancePx()) + absent * LOG_ABSENCE;
				if (odds == Double.NEGATIVE_INFINITY) continue;
				ofTrack[t] += Math.exp(odds);
				ofRoi[r] += Math.exp(odds);
				candidates.add(new double[] { t, r, odds });
			}
		}
		for (final double[] c : candidates) {
			if (c[2] <= 0) continue;
			// tracks are the even vertices, ROIs the odd ones
			final int t = 2 * (int) c[0], r = 2 * (int) c[1] + 1;
			if (old.add(t)) graph.addVertex(t);
			if (found.add(r)) graph.addVertex(r);
			graph.setEdgeWeight(graph.addEdge(t, r), c[2]);
		}
		final Set<Integer> taken = new HashSet<>();
		for (final DefaultWeightedEdge edge : new MaximumWeightBipartiteMatching<>(graph, old, found).getMatching().getEdges()) {
			final int t = graph.getEdgeSource(edge) / 2, r = graph.getEdgeTarget(edge) / 2;
			final double odds = Math.exp(graph.getEdgeWeight(edge)), p = odds / (1 + ofTrack[t] + ofRoi[r] - odds);
			if (p < parameters.minProbability() || !taken.add(r)) continue;
			tracks.get(t).add(new Sighting(day, rois.get(r), p));
		}
		for (int r = 0; r < rois.size(); r++)
			if (!taken.contains(r)) tracks.add(new ArrayList<>(List.of(new Sighting(day, rois.get(r), 1))));
	}

	/** Mean over the track's last ROIs; minus infinity where the nearest of them is too far. */
	private static double logOdds(final List<Sighting> track, final Roi roi, final LinkModel model, final double reach) {
		final List<Roi> past = track.subList(Math.max(0, track.size() - REMEMBERED), track.size()).stream().map(Sighting::roi).toList();
		final double nearest = past.stream().mapToDouble(p -> Math.hypot(p.centerY() - roi.centerY(), p.centerX() - roi.centerX())).min()
			.getAsDouble();
		if (nearest > reach) return Double.NEGATIVE_INFINITY;
		return past.stream().mapToDouble(p -> model.logOdds(Likeness.of(p, roi))).average().getAsDouble();
	}

	private static Sighting last(final List<Sighting> track) {
		return track.stream().max(Comparator.comparingInt(Sighting::day)).orElseThrow();
	}
}

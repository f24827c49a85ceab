package org.apical.neuron;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.apical.neuron.Track.Sighting;
import org.apical.recording.LateBound;
import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.scijava.plugin.Plugin;

/**
 * TrackMate's LAP tracker (Jaqaman et al. 2008), where TrackMate is there, as in Fiji. It links centres by their distance,
 * closes gaps, and splits or merges nothing. It knows no probabilities: they are given for its links by the same model as the
 * built-in linker's, and links that are less probable than asked for are cut. Its gap closing joins tracks of two ROIs or more, so
 * that an ROI with none alike on the day before and after stays alone.
 */
@Plugin(type = DayLinker.class, name = "trackmate")
public final class TrackMateLinker implements DayLinker {

	private static final String PACKAGE = "fiji.plugin.trackmate.", TRACKER = PACKAGE + "tracking.jaqaman.SparseLAPTracker";

	private final ClassLoader loader = getClass().getClassLoader();

	/** Whether TrackMate is there. */
	public boolean isPresent() {
		return LateBound.isPresent(loader, TRACKER);
	}

	@Override
	public List<Track> link(final List<List<Roi>> days, final Parameters parameters) throws IOException {
		if (!isPresent()) throw new RecordingException("TrackMate is not there; use the linker assignment, or run in Fiji");
		if (days.stream().allMatch(List::isEmpty)) return List.of();
		final Map<Object, int[]> origin = new IdentityHashMap<>();
		final LateBound spots = LateBound.type(loader, PACKAGE + "SpotCollection").create();
		// in TrackMate 8 Spot is an interface
		final LateBound spotType = LateBound.type(loader, LateBound.isPresent(loader, PACKAGE + "SpotBase") ? PACKAGE + "SpotBase" : PACKAGE +
			"Spot");
		for (int day = 0; day < days.size(); day++)
			for (int r = 0; r < days.get(day).size(); r++) {
				final Roi roi = days.get(day).get(r);
				final Object spot = spotType.create(roi.centerX(), roi.centerY(), 0.0, Math.sqrt(roi.size() / Math.PI), 1.0, String.valueOf(roi
					.label())).object();
				spots.call("add", spot, day);
				origin.put(spot, new int[] { day, r });
			}
		spots.call("setVisible", true);
		final LateBound tracker = LateBound.type(loader, TRACKER).create(spots.object(), settings(parameters));
		if (!(Boolean) tracker.call("checkInput") || !(Boolean) tracker.call("process")) throw new RecordingException("TrackMate: " + tracker
			.call("getErrorMessage"));
		return tracks(days, origin, LateBound.of(tracker.call("getResult")), new LinkModel(days, days.stream().map(d -> d.stream().map(
			BlurredRoi::new).toList()).toList(), parameters.maxDistancePx()), parameters.minProbability());
	}

	private static Map<String, Object> settings(final Parameters p) {
		final Map<String, Object> settings = new HashMap<>();
		settings.put("LINKING_MAX_DISTANCE", p.maxDistancePx());
		settings.put("LINKING_FEATURE_PENALTIES", new HashMap<String, Double>());
		settings.put("ALLOW_GAP_CLOSING", p.maxGap() > 0);
		settings.put("GAP_CLOSING_MAX_DISTANCE", p.maxDistancePx());
		// it counts frames from one sighting to the next
		settings.put("MAX_FRAME_GAP", p.maxGap() + 1);
		settings.put("GAP_CLOSING_FEATURE_PENALTIES", new HashMap<String, Double>());
		settings.put("ALLOW_TRACK_SPLITTING", false);
		settings.put("SPLITTING_MAX_DISTANCE", p.maxDistancePx());
		settings.put("SPLITTING_FEATURE_PENALTIES", new HashMap<String, Double>());
		settings.put("ALLOW_TRACK_MERGING", false);
		settings.put("MERGING_MAX_DISTANCE", p.maxDistancePx());
		settings.put("MERGING_FEATURE_PENALTIES", new HashMap<String, Double>());
		settings.put("ALTERNATIVE_LINKING_COST_FACTOR", 1.05);
		settings.put("CUTOFF_PERCENTILE", 0.9);
		settings.put("BLOCKING_VALUE", Double.POSITIVE_INFINITY);
		return settings;
	}

	private static List<Track> tracks(final List<List<Roi>> days, final Map<Object, int[]> origin, final LateBound graph,
		final LinkModel model, final double minProbability) throws IOException
	{
		final int[][] next = new int[days.size()][];
		final boolean[][] continued = new boolean[days.size()][];
		for (int d = 0; d < next.length; d++) {
			next[d] = new int[days.get(d).size()];
			continued[d] = new boolean[next[d].length];
		}
		final int most = days.stream().mapToInt(List::size).max().orElse(0) + 1;
		for (final Object edge : (Collection<?>) graph.call("edgeSet")) {
			int[] a = origin.get(graph.call("getEdgeSource", edge)), b = origin.get(graph.call("getEdgeTarget", edge));
			if (a[0] > b[0]) {
				final int[] swapped = a;
				a = b;
				b = swapped;
			}
			next[a[0]][a[1]] = b[0] * most + b[1];
			continued[b[0]][b[1]] = true;
		}
		final List<Track> tracks = new ArrayList<>();
		for (int d = 0; d < next.length; d++)
			for (int r = 0; r < next[d].length; r++) {
				if (continued[d][r]) continue;
				List<Sighting> sightings = new ArrayList<>(List.of(new Sighting(d, days.get(d).get(r), 1)));
				// nothing follows on day 0, so that 0 stands for none
				for (int to = next[d][r]; to > 0; to = next[to / most][to % most]) {
					final Roi roi = days.get(to / most).get(to % most);
					final double probability = 1 / (1 + Math.exp(-model.logOdds(Likeness.of(new BlurredRoi(sightings.get(sightings.size() - 1)
						.roi()), new BlurredRoi(roi)))));
					final boolean kept = probability >= minProbability;
					if (!kept) {
						tracks.add(new Track(sightings));
						sightings = new ArrayList<>();
					}
					sightings.add(new Sighting(to / most, roi, kept ? probability : 1));
				}
				tracks.add(new Track(sightings));
			}
		return tracks;
	}
}

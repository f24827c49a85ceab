package org.apical.neuron;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.apical.neuron.Track.Sighting;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.simulate.SceneParameters;

/**
 * Precision and recall of following neurons over simulated days, beside TrackMate's LAP tracker where that is on the class path and
 * beside linking the nearest centroids.
 */
final class TrackBenchmark {

	private TrackBenchmark() {}

	/** @param arguments seeds, or names of scenes to keep to */
	public static void main(final String... arguments) throws IOException {
		final SceneParameters tissue = SceneParameters.DEFAULT;
		final Map<String, SimulatedDays.Parameters> scenes = new LinkedHashMap<>();
		scenes.put("usual", SimulatedDays.Parameters.USUAL);
		scenes.put("deformed", new SimulatedDays.Parameters(14, 448, 448, 5, 0.05, 30, 4, 0.3, 0.15, 0.05, tissue));
		scenes.put("sparse", SimulatedDays.Parameters.USUAL.withTissue(SceneParameters.SPARSE));
		scenes.put("dense", SimulatedDays.Parameters.USUAL.withTissue(SceneParameters.DENSE));
		scenes.put("small", SimulatedDays.Parameters.USUAL.withDays(5).withSize(256, 256));
		scenes.keySet().removeIf(name -> Stream.of(arguments).anyMatch(scenes::containsKey) && !List.of(arguments).contains(name));
		for (final String seed : arguments)
			if (seed.matches("\\d+")) for (final var scene : scenes.entrySet()) report(scene.getKey(), scene.getValue(), Long.parseLong(seed));
	}

	private static void report(final String name, final SimulatedDays.Parameters parameters, final long seed) throws IOException {
		final SimulatedDays days = new SimulatedDays(parameters, seed);
		final long start = System.nanoTime();
		final List<DayMap> maps = align(days);
		final PlaneTracks found = PlaneTracks.of(maps, days.rois, new AssignmentLinker(), DayLinker.Parameters.DEFAULT);
		final TrackScore score = TrackScore.of(found.tracks(), days);
		final double seconds = (System.nanoTime() - start) / 1e9;
		final TrackMateLinker trackMate = new TrackMateLinker();
		final String peer = trackMate.isPresent() ? text(TrackScore.of(PlaneTracks.of(maps, days.rois, trackMate, DayLinker.Parameters.DEFAULT)
			.tracks(), days)) : "- | -";
		final TrackScore raw = TrackScore.of(nearest(days.rois), days), nearest = TrackScore.of(nearest(PlaneTracks.pull(maps, days
			.rois)), days);
		System.out.printf(Locale.ROOT, "| %s | %d | %d | %s | %s | %s | %s | %.1f | %d of %d, of %d |%n", name, seed, days.rois.get(0).size(), text(
			score), peer, text(nearest), text(raw), seconds, score.right(), score.found(), score.wanted());
	}

	private static String text(final TrackScore score) {
		return String.format(Locale.ROOT, "%.3f | %.3f", score.precision(), score.recall());
	}

	static List<DayMap> align(final SimulatedDays days) throws IOException {
		return DayAlignment.align(days.means, DayAlignment.Parameters.DEFAULT, Progress.NONE).maps();
	}

	/** The baseline: mutually nearest centroids of one day and the next, within 10 px. */
	static List<Track> nearest(final List<List<Roi>> days) {
		final List<List<Sighting>> tracks = new ArrayList<>();
		for (int d = 0; d < days.size(); d++) {
			final int today = d;
			final List<List<Sighting>> open = tracks.stream().filter(t -> t.get(t.size() - 1).day() == today - 1).toList();
			final List<Roi> before = open.stream().map(t -> t.get(t.size() - 1).roi()).toList();
			for (final Roi roi : days.get(d)) {
				final int back = nearest(roi, before);
				final boolean mutual = back >= 0 && days.get(d).get(nearest(before.get(back), days.get(d))) == roi && distance(roi, before.get(
					back)) <= DayLinker.Parameters.DEFAULT.maxDistancePx();
				if (mutual) open.get(back).add(new Sighting(d, roi, 1));
				else tracks.add(new ArrayList<>(List.of(new Sighting(d, roi, 1))));
			}
		}
		return tracks.stream().map(Track::new).toList();
	}

	private static int nearest(final Roi roi, final List<Roi> others) {
		int best = -1;
		for (int i = 0; i < others.size(); i++) if (best < 0 || distance(roi, others.get(i)) < distance(roi, others.get(best))) best = i;
		return best;
	}

	private static double distance(final Roi a, final Roi b) {
		return Math.hypot(a.centerY() - b.centerY(), a.centerX() - b.centerX());
	}
}

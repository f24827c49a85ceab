package org.apical.neuron;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.Map;
import java.util.ArrayList;

import org.apical.neuron.Track.Sighting;

/**
 * How right tracks are, counted in links: two sightings of a track with none between them. A true link joins two days on
 * which a neuron was found one after the other, days on which it was missed left out.
 */
record TrackScore(int right, int found, int wanted) {

	double precision() {
		return found == 0 ? 1 : right / (double) found;
	}

	double recall() {
		return wanted == 0 ? 1 : right / (double) wanted;
	}

	static TrackScore of(final List<Track> tracks, final SimulatedDays days) {
		final Map<Integer, List<String>> sightings = new TreeMap<>();
		for (int d = 0; d < days.truth.size(); d++)
			for (int r = 0; r < days.truth.get(d).length; r++)
				if (days.truth.get(d)[r] >= 0) sightings.computeIfAbsent(days.truth.get(d)[r], k -> new ArrayList<>()).add(d + ":" + (r + 1));
		final Set<String> wanted = new HashSet<>();
		for (final List<String> own : sightings.values())
			for (int i = 1; i < own.size(); i++) wanted.add(own.get(i - 1) + " " + own.get(i));
		int right = 0, found = 0;
		for (final Track track : tracks)
			for (int i = 1; i < track.sightings().size(); i++) {
				final Sighting a = track.sightings().get(i - 1), b = track.sightings().get(i);
				found++;
				if (wanted.contains(a.day() + ":" + a.roi().label() + " " + b.day() + ":" + b.roi().label())) right++;
			}
		return new TrackScore(right, found, wanted.size());
	}
}

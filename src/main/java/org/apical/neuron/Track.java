package org.apical.neuron;

import java.util.List;

import org.apical.roi.Roi;

/**
 * One ROI followed over days.
 *
 * @param sightings in the order of the days, at most one a day
 */
public record Track(List<Sighting> sightings) {

	/**
	 * @param day from 0
	 * @param roi in that day's own coordinates or the reference's, as it was given
	 * @param probability that it is what the earlier days' ROIs are; 1 for the first
	 */
	public record Sighting(int day, Roi roi, double probability) {}

	public Track {
		sightings = List.copyOf(sightings);
	}
}

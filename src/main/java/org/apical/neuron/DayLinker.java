package org.apical.neuron;

import java.io.IOException;
import java.util.List;

import org.apical.roi.Roi;
import org.scijava.plugin.SciJavaPlugin;

/** Finds which ROIs of several days are the same. */
public interface DayLinker extends SciJavaPlugin {

	/**
	 * @param maxDistancePx how far the centre of what is the same may lie from one day to another once the days are aligned
	 * @param maxGap how many days in a row something may be missing
	 * @param minProbability least probability of a link
	 */
	record Parameters(double maxDistancePx, int maxGap, double minProbability) {

		public static final Parameters DEFAULT = new Parameters(10, 30, 0.5);
	}

	/**
	 * @param days the ROIs of one plane on each day, in coordinates of the aligned field
	 * @return tracks that hold each ROI once; an ROI that is like no other has a track of its own
	 * @throws IOException where a library that this linker needs is missing or does not answer
	 */
	List<Track> link(List<List<Roi>> days, Parameters parameters) throws IOException;
}

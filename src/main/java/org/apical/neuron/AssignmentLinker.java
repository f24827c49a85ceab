package org.apical.neuron;

import java.util.List;

import org.apical.roi.Roi;
import org.scijava.plugin.Plugin;

/**
 * The built-in linker: gives each day's ROIs to the tracks so that the links together are the most probable (see {@link
 * Assignment}).
 */
@Plugin(type = DayLinker.class, name = "assignment", priority = 100)
public final class AssignmentLinker implements DayLinker {

	@Override
	public List<Track> link(final List<List<Roi>> days, final Parameters parameters) {
		return days.stream().allMatch(List::isEmpty) ? List.of() : new Assignment(days, parameters).tracks();
	}
}

package org.apical.neuron;

import java.util.Set;

import org.scijava.service.SciJavaService;

/** Finds the {@link DayLinker} of a key. */
public interface DayLinkerService extends SciJavaService {

	/** Keys of all linkers there are. */
	Set<String> keys();

	/** @throws IllegalArgumentException for a key that nobody provides; the message lists those known */
	DayLinker create(String key);
}

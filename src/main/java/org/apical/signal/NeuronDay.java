package org.apical.signal;

import java.util.List;

/**
 * A neuron on one day: what it did and what its dendrite was told.
 *
 * @param activity mean inferred rate
 * @param contrast residual in error reduction minus that in error increase, z; NaN where unknown
 */
public record NeuronDay(String animal, String neuron, Role role, double day, double activity, double contrast) {

	/** What is the same on all days of a neuron. One that changes its role is another: it was not followed over days. */
	public List<String> who() {
		return List.of(animal, neuron, role.label());
	}
}

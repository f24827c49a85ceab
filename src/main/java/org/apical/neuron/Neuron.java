package org.apical.neuron;

import java.util.List;
import java.util.Optional;

import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/**
 * The parts of one neuron that were seen.
 *
 * @param number from 1
 * @param parts its ROIs, the soma first where there is one; each keeps its own trace
 */
public record Neuron(int number, List<Roi> parts) {

	public Neuron {
		if (number < 1) throw new IllegalArgumentException("Neurons are numbered from 1, not " + number);
		if (parts.stream().filter(r -> r.compartment() == Compartment.SOMA).count() > 1) throw new IllegalArgumentException(
			"Neuron " + number + " has more than one soma");
		parts = List.copyOf(parts);
	}

	/** Its soma, where that is in view. */
	public Optional<Roi> soma() {
		return parts.stream().filter(r -> r.compartment() == Compartment.SOMA).findFirst();
	}

	/** Its trunks and dendrites. */
	public List<Roi> dendrites() {
		return parts.stream().filter(r -> r.compartment() != Compartment.SOMA).toList();
	}
}

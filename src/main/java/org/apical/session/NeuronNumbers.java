package org.apical.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.neuron.CompartmentPairing;
import org.apical.neuron.PairingParameters;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/**
 * ROIs with the numbers of their neurons: given by pairing, except where the user has said which parts belong together.
 *
 * @param rois in the order given
 * @param expectedFalse how many of the found pairs chance would give
 */
record NeuronNumbers(List<Roi> rois, double expectedFalse) {

	/**
	 * @param keeps whether numbers that ROIs come with stay, and only ROIs without are paired, among themselves
	 * @param dff of each ROI, equally long
	 * @param events peak frames of each ROI
	 */
	static NeuronNumbers of(final List<Roi> rois, final boolean keeps, final PairingParameters parameters, final float[][] dff,
		final int[][] events, final double rateHz, final double pixelUm)
	{
		final int[] free = IntStream.range(0, rois.size()).filter(i -> !keeps || rois.get(i).neuron().isEmpty()).toArray();
		final CompartmentPairing.Result found = new CompartmentPairing(parameters).pair(IntStream.of(free).mapToObj(rois::get).toList(), IntStream
			.of(free).mapToObj(i -> dff[i]).toArray(float[][]::new), IntStream.of(free).mapToObj(i -> events[i]).toArray(int[][]::new), rateHz,
			pixelUm);
		final int taken = keeps ? rois.stream().mapToInt(r -> r.neuron().orElse(0)).max().orElse(0) : 0;
		final List<Roi> numbered = new ArrayList<>(rois);
		for (int k = 0; k < free.length; k++) {
			final Roi roi = found.rois().get(k);
			numbered.set(free[k], roi.neuron().isPresent() ? roi.withNeuron(taken + roi.neuron().getAsInt()) : roi);
		}
		return new NeuronNumbers(numbered, found.expectedFalse());
	}

	/** How many trunks and dendrites share a number with a soma. */
	int pairs() {
		return (int) rois.stream().filter(d -> d.compartment() != Compartment.SOMA && d.neuron().isPresent() && rois.stream().anyMatch(s -> s
			.compartment() == Compartment.SOMA && s.neuron().equals(d.neuron()))).count();
	}
}

package org.apical.signal;

/**
 * One event seen in a neuron's soma and, within the coincidence window, in its dendrite.
 *
 * @param neuron index of the neuron in its session
 * @param frame frame of the soma's peak
 * @param soma somatic magnitude (height times width of the inferred rate's peak)
 * @param dendrite dendritic magnitude
 */
public record PairedEvent(int neuron, int frame, double soma, double dendrite) {}

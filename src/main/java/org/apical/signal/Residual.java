package org.apical.signal;

/**
 * An event with its residual.
 *
 * @param neuron index of the neuron
 * @param frame of the soma's peak
 * @param soma somatic magnitude
 * @param z residual, in SD of the neuron's
 */
public record Residual(int neuron, int frame, double soma, double z) {}

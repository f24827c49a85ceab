package org.apical.signal;

/**
 * A neuron on one day: what it did and what its dendrite was told.
 *
 * @param activity mean inferred rate
 * @param contrast residual in error reduction minus that in error increase, z; NaN where unknown
 */
public record NeuronDay(String animal, String neuron, Role role, double day, double activity, double contrast) {}

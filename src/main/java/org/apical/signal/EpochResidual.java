package org.apical.signal;

/**
 * A neuron's mean residual in one epoch of one session: a row of {@code residuals.csv}.
 *
 * @param animal name of the animal
 * @param session name of the session, unique within the animal
 * @param day day of training; NaN where unknown
 * @param neuron name of the neuron, unique within the animal and the same in all its sessions
 * @param role the neuron's role
 * @param epoch what was going on
 * @param events number of events averaged; 0 where the neuron was silent
 * @param z mean residual, in SD of the neuron's residuals; NaN where there is none
 */
public record EpochResidual(String animal, String session, double day, String neuron, Role role, Epoch epoch, int events,
	double z) {}

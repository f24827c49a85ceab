package org.apical.simulate;

import java.util.List;

/**
 * One simulated session: what the closed loop logged and what the imaging would show.
 *
 * @param animal number of the mouse, from 0
 * @param day number of the day, from 0
 * @param trial number of the trial in each frame, -1 outside of trials
 * @param state what the task did in each frame
 * @param angleDeg shown angle in each frame, NaN where none was shown
 * @param readout judged value in each frame
 * @param speed running speed in each frame
 * @param shiftPx displacement of each frame
 * @param network hidden state of the network in each frame
 * @param trials in order
 * @param events in order of frames
 * @param contrasts true residual contrast of each neuron, z
 * @param logRates true log of each neuron's rate relative to the first day's mean
 */
public record SimulatedSession(int animal, int day, int[] trial, State[] state, double[] angleDeg, double[] readout,
	double[] speed, double[] shiftPx, double[] network, List<SimulatedTrial> trials, List<SimulatedEvent> events,
	double[] contrasts, double[] logRates)
{

	/** What the task does. */
	public enum State {
		BASELINE, GREY, RUN, FREEZE, BLACK, TIMEOUT
	}

	/** A trial from its first frame to the one before the next. */
	public record SimulatedTrial(int number, int start, int end, boolean hit, int hitFrame, double threshold) {}

	/**
	 * A coincident event, its magnitudes in soma and dendrite, and how far the dendrite's stands from the neuron's line, in SD
	 * of the neuron's scatter.
	 */
	public record SimulatedEvent(int neuron, int frame, double soma, double dendrite, double residual) {}
}

package org.apical.signal;

import java.util.List;

/**
 * One session as the analysis needs it. Neurons are indexed from 0; frames are those of the plane in which somas are read.
 *
 * @param animal name of the animal
 * @param session name of the session
 * @param day day of training, NaN where unknown
 * @param rateHz frames a second
 * @param names of the neurons, the same over sessions
 * @param roles of the neurons; null for one to be left out of every comparison of roles
 * @param rates inferred rate of every soma, neurons x frames
 * @param events coincident events of soma and dendrite
 * @param dffEvents the same with magnitudes from dF/F0; null where there are none
 * @param motionShare share of each neuron's traces that the frames' motion explains, NaN or null where unknown
 * @param log what the task did, one entry a frame; null where there was no task
 * @param trials in order; empty where there was no task
 * @param notes what could not be brought in, one line each
 */
public record SessionData(String animal, String session, double day, double rateHz, String[] names, Role[] roles,
	float[][] rates, List<PairedEvent> events, List<PairedEvent> dffEvents, double[] motionShare, FrameLog log,
	List<Trial> trials, List<String> notes)
{

	/** Number of neurons. */
	public int neurons() {
		return names.length;
	}

	/** Number of frames. */
	public int frames() {
		return log != null ? log.length() : rates.length == 0 ? 0 : rates[0].length;
	}
}

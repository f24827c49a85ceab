package org.apical.simulate;

/**
 * A simulated experiment: mice that learn the interface over days, with planted truth.
 *
 * @param animals number of mice
 * @param days sessions of each, one a day
 * @param perRole P+ neurons of each mouse, and as many P- neurons
 * @param others P0 neurons of each mouse
 * @param frames of a session
 * @param baselineFrames of these, before the first trial
 * @param rateHz frames a second of a plane
 * @param eventsPerMinute mean event rate of a neuron
 * @param signal what the dendrites are told
 * @param separation P+ contrast minus P- contrast of a vector signal; of a scalar signal each contrast is half of it; in SD
 *          of a neuron's residuals
 * @param animalSd scatter of the separation between mice, SD
 * @param neuronSd scatter of a neuron's own contrast between neurons and days, SD
 * @param network how much a hidden state that drives the P0 neurons moves the residuals, SD
 * @param rule how activity changes from day to day
 * @param learningRate of that rule
 * @param motion how much running, which is more frequent while the error grows, adds to the dendrites' magnitudes, SD
 * @param neuropil how much of the readout's change leaks into the dendrites' magnitudes, SD
 * @param seed of all that is random
 */
public record ExperimentParameters(int animals, int days, int perRole, int others, int frames, int baselineFrames,
	double rateHz, double eventsPerMinute, Signal signal, double separation, double animalSd, double neuronSd, double network,
	Rule rule, double learningRate, double motion, double neuropil, long seed)
{

	/** What a dendrite's residual carries while the error falls or grows. */
	public enum Signal {
		/** Nothing. */
		ABSENT,
		/** The same for all neurons: amplified while the error falls. */
		SCALAR,
		/** By causal role: P+ amplified and P- attenuated while the error falls. */
		VECTOR
	}

	/** What a neuron's (log) rate moves by from one day to the next. */
	public enum Rule {
		/** Nothing but chance. */
		NONE,
		/** Reward above expectation times the neuron's own deviation from its mean rate: one scalar for all. */
		SCALAR_REWARD,
		/** The neuron's own residual contrast: each gets its gradient. */
		VECTOR_GRADIENT,
		/** The distance to a target rate, up for P+ and down for P-. */
		TARGET_DIFFERENCE
	}

	/** The published size: 6 mice, 14 days, separation 0.225 z. */
	public static final ExperimentParameters DEFAULT = new ExperimentParameters(6, 14, 5, 20, 76_500, 12_000, 15.46, 1.5,
		Signal.VECTOR, 0.225, 0.1, 0.1, 0.3, Rule.VECTOR_GRADIENT, 0.5, 0, 0, 1);

	public ExperimentParameters {
		if (animals < 1 || days < 1) throw new IllegalArgumentException("An experiment needs at least one animal and one day");
		if (perRole < 1 || others < 0) throw new IllegalArgumentException("A mouse needs at least one neuron of each role");
		if (baselineFrames < 200 || frames < 2 * baselineFrames) throw new IllegalArgumentException(
			"A session needs 200 baseline frames or more, and as many after them; it has " + frames + " frames");
		if (!(rateHz > 0)) throw new IllegalArgumentException("The frame rate must be positive, not " + rateHz + " Hz");
	}

	public ExperimentParameters withSize(final int newAnimals, final int newDays, final int newFrames, final int newBaseline) {
		return new ExperimentParameters(newAnimals, newDays, perRole, others, newFrames, newBaseline, rateHz, eventsPerMinute,
			signal, separation, animalSd, neuronSd, network, rule, learningRate, motion, neuropil, seed);
	}

	public ExperimentParameters withRate(final double hz) {
		return new ExperimentParameters(animals, days, perRole, others, frames, baselineFrames, hz, eventsPerMinute, signal,
			separation, animalSd, neuronSd, network, rule, learningRate, motion, neuropil, seed);
	}

	public ExperimentParameters withNeurons(final int newPerRole, final int newOthers, final double newEventsPerMinute) {
		return new ExperimentParameters(animals, days, newPerRole, newOthers, frames, baselineFrames, rateHz, newEventsPerMinute,
			signal, separation, animalSd, neuronSd, network, rule, learningRate, motion, neuropil, seed);
	}

	public ExperimentParameters withSignal(final Signal s, final double newSeparation) {
		return new ExperimentParameters(animals, days, perRole, others, frames, baselineFrames, rateHz, eventsPerMinute, s,
			newSeparation, animalSd, neuronSd, network, rule, learningRate, motion, neuropil, seed);
	}

	public ExperimentParameters withRule(final Rule r) {
		return new ExperimentParameters(animals, days, perRole, others, frames, baselineFrames, rateHz, eventsPerMinute, signal,
			separation, animalSd, neuronSd, network, r, learningRate, motion, neuropil, seed);
	}

	public ExperimentParameters withArtefacts(final double newMotion, final double newNeuropil) {
		return new ExperimentParameters(animals, days, perRole, others, frames, baselineFrames, rateHz, eventsPerMinute, signal,
			separation, animalSd, neuronSd, network, rule, learningRate, newMotion, newNeuropil, seed);
	}

	public ExperimentParameters withSeed(final long s) {
		return new ExperimentParameters(animals, days, perRole, others, frames, baselineFrames, rateHz, eventsPerMinute, signal,
			separation, animalSd, neuronSd, network, rule, learningRate, motion, neuropil, s);
	}

	/** Number of neurons of a mouse: P+ first, then P-, then P0. */
	public int neurons() {
		return 2 * perRole + others;
	}

	/** Sign of a neuron's weight in the readout. */
	public int sign(final int neuron) {
		return neuron < perRole ? 1 : neuron < 2 * perRole ? -1 : 0;
	}
}

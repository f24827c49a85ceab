package org.apical.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.apical.simulate.ExperimentParameters.Rule;
import org.apical.simulate.ExperimentParameters.Signal;
import org.apical.simulate.SimulatedSession.SimulatedEvent;

/**
 * A mouse that does the task day after day. Its neurons fire events at random; those of P+ raise the readout, those of P-
 * lower it, and the readout moves the shown angle, so that role is causal. Each coincident event has a log-normal somatic
 * magnitude and a dendritic one on the neuron's own line, off it by noise and by the planted signal. The signal depends on
 * whether the shown error falls or grows in the two-second window of the trial that the event lies in.
 *
 * <p>Days must be asked for in order: what a day taught carries over to the next.
 */
public final class LearningMouse {

	private static final double WINDOW_S = 2;
	private static final double NEURON_LOG_RATE_SD = 0.2, DAILY_LOG_RATE_SD = 0.05;
	private static final double TARGET_LOG_RATE = 0.5;

	private final ExperimentParameters parameters;
	private final int animal;
	private final double ownSeparation;
	private final double[] logRate, intercept, slope, scatter, networkLoad;
	private double threshold = Double.NaN;
	private int day;

	/** @param animal number of the mouse, from 0 */
	public LearningMouse(final ExperimentParameters parameters, final int animal) {
		this.parameters = parameters;
		this.animal = animal;
		final SplittableRandom random = Seeds.random(parameters.seed(), animal, -1);
		final double mean = parameters.signal() == Signal.ABSENT ? 0 : parameters.separation();
		ownSeparation = mean + parameters.animalSd() * random.nextGaussian();
		final int n = parameters.neurons();
		logRate = new double[n];
		intercept = new double[n];
		slope = new double[n];
		scatter = new double[n];
		networkLoad = new double[n];
		for (int i = 0; i < n; i++) {
			logRate[i] = NEURON_LOG_RATE_SD * random.nextGaussian();
			intercept[i] = 0.2 + 0.2 * random.nextDouble();
			slope[i] = 0.4 + 0.4 * random.nextDouble();
			scatter[i] = 0.2 + 0.2 * random.nextDouble();
			networkLoad[i] = parameters.sign(i) == 0 ? random.nextGaussian() : 0;
		}
	}

	/** Lives through the next day. */
	public SimulatedSession nextDay() {
		final SplittableRandom random = Seeds.random(parameters.seed(), animal, day);
		final double[] rates = logRate.clone(), contrasts = contrasts(random);
		final TaskRun run = new TaskRun(parameters, rates, networkLoad, threshold, random);
		threshold = run.threshold();
		final SimulatedSession session = new SimulatedSession(animal, day, run.trial, run.state, run.angle, run.readout, run.speed,
			run.shift, run.network, run.trials, events(run, contrasts, random), contrasts, rates);
		learn(session, random);
		day++;
		return session;
	}

	private double[] contrasts(final SplittableRandom random) {
		final double[] contrasts = new double[parameters.neurons()];
		for (int i = 0; i < contrasts.length; i++) {
			final double role = parameters.signal() == Signal.SCALAR ? 1 : parameters.sign(i);
			contrasts[i] = role * ownSeparation / 2 + parameters.neuronSd() * random.nextGaussian();
		}
		return contrasts;
	}

	private List<SimulatedEvent> events(final TaskRun run, final double[] contrasts, final SplittableRandom random) {
		final int[] direction = direction(run);
		final double network = parameters.network(), noise = Math.sqrt(Math.max(0, 1 - network * network));
		final List<SimulatedEvent> events = new ArrayList<>();
		for (int k = 0; k < run.eventCount; k++) {
			final int i = run.eventNeuron[k], t = run.eventFrame[k];
			final double soma = Math.exp(0.5 * random.nextGaussian());
			final double residual = noise * random.nextGaussian() + network * run.network[t] + direction[t] * (contrasts[i] +
				parameters.neuropil()) / 2 + parameters.motion() * (run.speed[t] > 0 ? random.nextDouble() : 0);
			events.add(new SimulatedEvent(i, t, soma, intercept[i] + slope[i] * soma + scatter[i] * residual, residual));
		}
		return events;
	}

	/** 1 in windows in which the angle rises (error falls), -1 where it falls, 0 elsewhere. */
	private int[] direction(final TaskRun run) {
		final int length = (int) Math.round(WINDOW_S * parameters.rateHz());
		final int[] direction = new int[run.state.length];
		for (int from = 0; from < direction.length;) {
			int to = from + 1;
			while (to < direction.length && run.trial[to] == run.trial[from] && run.state[to] == run.state[from]) to++;
			if (run.state[from] == SimulatedSession.State.RUN) for (int start = from; start + length <= to; start += length) {
				final double rise = run.angle[start + length - 1] - run.angle[start];
				Arrays.fill(direction, start, start + length, (int) Math.signum(rise));
			}
			from = to;
		}
		return direction;
	}

	private void learn(final SimulatedSession session, final SplittableRandom random) {
		final double rate = parameters.learningRate();
		final double accuracy = session.trials().stream().mapToDouble(t -> t.hit() ? 1 : 0).average().orElse(0);
		for (int i = 0; i < logRate.length; i++) {
			logRate[i] += DAILY_LOG_RATE_SD * random.nextGaussian();
			if (parameters.sign(i) == 0) continue;
			if (parameters.rule() == Rule.SCALAR_REWARD) logRate[i] += rate * (accuracy - 0.5) * NEURON_LOG_RATE_SD * random
				.nextGaussian();
			if (parameters.rule() == Rule.VECTOR_GRADIENT) logRate[i] += rate * session.contrasts()[i];
			if (parameters.rule() == Rule.TARGET_DIFFERENCE) logRate[i] += rate * 0.2 * (parameters.sign(i) * TARGET_LOG_RATE -
				logRate[i]);
		}
	}
}

package org.apical.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.apical.simulate.SimulatedSession.SimulatedTrial;
import org.apical.simulate.SimulatedSession.State;

/**
 * One session of the task, frame by frame: neurons fire, the readout follows them with the indicator's decay, the grating
 * follows the readout, trials end in a hit at the threshold or in a miss. The timing is that of the published task.
 */
final class TaskRun {

	private static final double GREY_S = 0.5, RUN_S = 28, FREEZE_S = 2, BLACK_S = 1, TIMEOUT_S = 3;
	private static final double DECAY_S = 1.5, NETWORK_S = 5, BOUT_S = 4;
	private static final double READOUT_NOISE = 0.15;
	private static final int SMOOTHED = 3;
	private static final double BIN_DEG = 15;
	/** Bouts of running start this often, and more often while the error grows. */
	private static final double BOUTS_PER_MINUTE = 1, BOUTS_PER_MINUTE_ERROR = 3;

	final int[] trial;
	final State[] state;
	final double[] angle, readout, speed, shift, network;
	final List<SimulatedTrial> trials = new ArrayList<>();
	int[] eventNeuron = new int[1024], eventFrame = new int[1024];
	int eventCount;

	private final ExperimentParameters parameters;
	private final double[] probability, load;
	private final SplittableRandom random;
	/** What is left of network state and readout from frame to frame, and the noise that makes up for it. */
	private final double networkKept, networkNoise, kept, noise;
	private final double lowest, target;
	private int bout;

	/** @param threshold of an earlier day, NaN to calibrate it on this day's baseline */
	TaskRun(final ExperimentParameters parameters, final double[] logRates, final double[] load, final double threshold,
		final SplittableRandom random)
	{
		this.parameters = parameters;
		this.load = load;
		this.random = random;
		final int n = parameters.frames();
		trial = new int[n];
		state = new State[n];
		angle = new double[n];
		readout = new double[n];
		speed = new double[n];
		shift = new double[n];
		network = new double[n];
		Arrays.fill(trial, -1);
		Arrays.fill(angle, Double.NaN);
		probability = new double[logRates.length];
		for (int i = 0; i < probability.length; i++) probability[i] = Math.exp(logRates[i]) * parameters.eventsPerMinute() / 60 /
			parameters.rateHz();
		networkKept = Math.exp(-1 / (NETWORK_S * parameters.rateHz()));
		networkNoise = Math.sqrt(1 - networkKept * networkKept);
		kept = Math.exp(-1 / (DECAY_S * parameters.rateHz()));
		noise = READOUT_NOISE * Math.sqrt(1 - kept * kept);
		for (int t = 0; t < parameters.baselineFrames(); t++) step(t, State.BASELINE);
		lowest = Arrays.stream(readout, SMOOTHED, parameters.baselineFrames()).min().orElseThrow();
		target = Double.isNaN(threshold) ? calibrated() : threshold;
		int t = parameters.baselineFrames();
		while (t < n) t = trial(t);
	}

	double threshold() {
		return target;
	}

	/** The value that half of the stretches of baseline, as long as a trial, reach. */
	private double calibrated() {
		final int length = Math.min(frames(RUN_S), parameters.baselineFrames() / 2);
		final double[] maxima = new double[200];
		for (int i = 0; i < maxima.length; i++) {
			final int from = SMOOTHED + random.nextInt(parameters.baselineFrames() - length - SMOOTHED);
			maxima[i] = Double.NEGATIVE_INFINITY;
			for (int t = from; t < from + length; t++) maxima[i] = Math.max(maxima[i], smoothed(t));
		}
		Arrays.sort(maxima);
		return maxima[maxima.length / 2];
	}

	private int frames(final double seconds) {
		return (int) Math.round(seconds * parameters.rateHz());
	}

	private double smoothed(final int t) {
		double sum = 0;
		for (int s = Math.max(0, t - SMOOTHED + 1); s <= t; s++) sum += readout[s];
		return sum / SMOOTHED;
	}

	/** @return the frame after the trial */
	private int trial(final int start) {
		int t = stretch(start, GREY_S, State.GREY);
		final int end = Math.min(parameters.frames(), t + frames(RUN_S));
		int hitFrame = -1;
		for (; t < end && hitFrame < 0; t++) {
			step(t, State.RUN);
			final double share = (smoothed(t) - lowest) / (target - lowest);
			angle[t] = BIN_DEG * Math.round(Math.max(0, Math.min(1, share)) * 90 / BIN_DEG);
			if (share >= 1) hitFrame = t;
		}
		if (hitFrame >= 0) {
			final int frozen = t;
			t = stretch(t, FREEZE_S, State.FREEZE);
			Arrays.fill(angle, frozen, t, 90);
			t = stretch(t, BLACK_S, State.BLACK);
		}
		else t = stretch(t, TIMEOUT_S, State.TIMEOUT);
		if (t >= parameters.frames()) { // the recording ended before the trial did
			Arrays.fill(trial, start, t, -1);
			Arrays.fill(state, start, t, State.BLACK);
			Arrays.fill(angle, start, t, Double.NaN);
			return t;
		}
		Arrays.fill(trial, start, t, trials.size());
		trials.add(new SimulatedTrial(trials.size(), start, t, hitFrame >= 0, hitFrame, target));
		return t;
	}

	private int stretch(final int from, final double seconds, final State what) {
		final int to = Math.min(parameters.frames(), from + frames(seconds));
		for (int t = from; t < to; t++) step(t, what);
		return to;
	}

	private void step(final int t, final State what) {
		state[t] = what;
		network[t] = t == 0 ? 0 : networkKept * network[t - 1] + networkNoise * random.nextGaussian();
		double kick = 0;
		for (int i = 0; i < probability.length; i++) {
			final double p = load[i] == 0 ? probability[i] : probability[i] * Math.exp(load[i] * network[t]);
			if (random.nextDouble() >= p) continue;
			add(i, t);
			kick += (double) parameters.sign(i) / parameters.perRole();
		}
		readout[t] = (t == 0 ? 0 : kept * readout[t - 1]) + kick + noise * random.nextGaussian();
		run(t, parameters.rateHz());
	}

	private void run(final int t, final double rate) {
		final boolean growing = t > 1 && state[t] == State.RUN && readout[t] < readout[t - 1];
		if (bout == 0 && random.nextDouble() < (growing ? BOUTS_PER_MINUTE_ERROR : BOUTS_PER_MINUTE) / 60 / rate) bout = frames(BOUT_S);
		if (bout == 0) return;
		bout--;
		speed[t] = 5 + 5 * random.nextDouble();
		shift[t] = 1 + random.nextDouble();
	}

	private void add(final int neuron, final int frame) {
		if (eventCount == eventNeuron.length) {
			eventNeuron = Arrays.copyOf(eventNeuron, 2 * eventCount);
			eventFrame = Arrays.copyOf(eventFrame, 2 * eventCount);
		}
		eventNeuron[eventCount] = neuron;
		eventFrame[eventCount++] = frame;
	}
}

package org.apical.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.stat.StatUtils;

/**
 * The soma-dendrite residuals of all neurons of a session.
 *
 * @param lines fit of each neuron, null where there is none
 * @param reasons why there is none; null where there is one, and of somas without any coincident event
 * @param events all events of the fitted neurons with their residuals, neuron by neuron
 */
record Residuals(SdResidual[] lines, String[] reasons, List<Residual> events) {

	/** Most sessions manipulate nothing; that is no gap. */
	static final String NO_PERTURBATION = "no trial has a condition other than control";

	/** @param events as in the session, or with magnitudes of another kind */
	static Residuals of(final SessionData data, final List<PairedEvent> events, final SdResidual.Parameters parameters) {
		final SdResidual[] lines = new SdResidual[data.neurons()];
		final String[] reasons = new String[data.neurons()];
		final List<Residual> all = new ArrayList<>();
		final boolean[] manipulated = manipulatedFrames(data);
		for (int neuron = 0; neuron < lines.length; neuron++) {
			final int n = neuron;
			final List<PairedEvent> own = events.stream().filter(e -> e.neuron() == n).toList();
			if (own.isEmpty()) continue; // a soma alone
			final boolean[] control = new boolean[own.size()];
			for (int i = 0; i < control.length; i++) control[i] = !manipulated[own.get(i).frame()];
			try {
				lines[neuron] = SdResidual.of(own, control, parameters);
				for (int i = 0; i < control.length; i++) all.add(new Residual(neuron, own.get(i).frame(), own.get(i).soma(),
					lines[neuron].z()[i]));
			}
			catch (final GapException e) {
				reasons[neuron] = e.getMessage();
			}
		}
		return new Residuals(lines, reasons, all);
	}

	private static boolean[] manipulatedFrames(final SessionData data) {
		final boolean[] manipulated = new boolean[data.frames()];
		if (data.log() == null) return manipulated;
		final Map<Integer, Boolean> trials = new HashMap<>();
		for (final Trial trial : data.trials()) trials.put(trial.number(), !trial.isControl());
		for (int t = 0; t < manipulated.length; t++) manipulated[t] = trials.getOrDefault(data.log().trial()[t], false);
		return manipulated;
	}

	/**
	 * Mean residual in manipulated trials minus that in control trials, over neurons (a paired t test over neurons). The
	 * residuals of both stand from the control condition's line.
	 */
	TestResult perturbation(final SessionData data) {
		final String question = "residual in manipulated against control trials";
		if (data.trials().stream().allMatch(Trial::isControl)) return TestResult.gap(question, "t", "neurons", 0,
			NO_PERTURBATION);
		final boolean[] manipulated = manipulatedFrames(data);
		final List<Double> differences = new ArrayList<>();
		for (int neuron = 0; neuron < lines.length; neuron++) {
			final double[] off = select(neuron, manipulated, false), on = select(neuron, manipulated, true);
			if (off.length > 0 && on.length > 0) differences.add(StatUtils.mean(on) - StatUtils.mean(off));
		}
		return LocationTests.oneSample(question, "neurons", differences.stream().mapToDouble(d -> d).toArray());
	}

	private double[] select(final int neuron, final boolean[] manipulated, final boolean on) {
		return events.stream().filter(e -> e.neuron() == neuron && manipulated[e.frame()] == on).mapToDouble(Residual::z)
			.toArray();
	}
}

package org.apical.session;

import java.util.Arrays;
import java.util.List;

import org.apical.signal.FrameLog;
import org.apical.signal.PairedEvent;
import org.apical.signal.Role;
import org.apical.signal.SessionData;
import org.apical.signal.Trial;
import org.apical.signal.TrialState;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.SimulatedSession;
import org.apical.simulate.SimulatedSession.SimulatedEvent;

/** Hands a simulated session to the analysis. */
final class SimulatedData {

	/** Shape of an event in the simulated rate, and its width as height and sum give it. */
	private static final double[] PULSE = { 0.25, 0.5, 0.25 };
	static final double PULSE_FRAMES = 2;

	private SimulatedData() {}

	static String animal(final SimulatedSession session) {
		return "mouse" + (session.animal() + 1);
	}

	static String name(final SimulatedSession session) {
		return "day" + (session.day() + 1);
	}

	static Role role(final ExperimentParameters parameters, final int neuron) {
		return parameters.sign(neuron) > 0 ? Role.P_PLUS : parameters.sign(neuron) < 0 ? Role.P_MINUS : Role.P0;
	}

	/** @param rates of the neurons, empty where nothing is to be decoded from them */
	static SessionData of(final SimulatedSession session, final ExperimentParameters parameters, final float[][] rates) {
		final int n = parameters.neurons();
		final String[] names = new String[n];
		final Role[] roles = new Role[n];
		for (int i = 0; i < n; i++) {
			names[i] = Integer.toString(i + 1);
			roles[i] = role(parameters, i);
		}
		final FrameLog log = new FrameLog(session.trial(), Arrays.stream(session.state()).map(s -> TrialState.valueOf(s.name()))
			.toArray(TrialState[]::new), session.angleDeg(), session.readout(), session.shiftPx(), session.speed());
		final List<Trial> trials = session.trials().stream().map(t -> new Trial(t.number(), t.hit() ? Trial.Outcome.HIT
			: Trial.Outcome.MISS, t.threshold(), "")).toList();
		final List<PairedEvent> events = session.events().stream().map(e -> new PairedEvent(e.neuron(), e.frame(), e.soma(), e
			.dendrite())).toList();
		return new SessionData(animal(session), name(session), session.day() + 1, parameters.rateHz(), names, roles, rates, events,
			null, null, log, trials, List.of());
	}

	/** Inferred rates: a short pulse of the event's magnitude at each event. */
	static float[][] rates(final SimulatedSession session, final ExperimentParameters parameters, final boolean dendrite) {
		final float[][] rates = new float[parameters.neurons()][session.state().length];
		for (final SimulatedEvent e : session.events())
			for (int k = 0; k < PULSE.length; k++) {
				final int t = e.frame() + k - 1;
				final double magnitude = dendrite ? Math.max(0, e.dendrite()) : e.soma();
				if (t >= 0 && t < rates[e.neuron()].length) rates[e.neuron()][t] += (float) (magnitude * PULSE[k]);
			}
		return rates;
	}
}

package org.apical.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apical.recording.Progress;
import org.apical.signal.Controls;
import org.apical.signal.FrameLog;
import org.apical.signal.NetworkDecoder;
import org.apical.signal.PairedEvent;
import org.apical.signal.SessionData;
import org.apical.signal.SessionSignals;
import org.apical.signal.Trial;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.ExperimentParameters.Signal;
import org.apical.simulate.LearningMouse;
import org.apical.simulate.SimulatedSession;

/** A simulated day of the task in the form of the analysis, and variants of it. */
public final class SimulatedDay {

	/** Signals strong enough to be seen in one day of few neurons. */
	public static final ExperimentParameters STRONG = ExperimentParameters.DEFAULT.withSize(1, 1, 24_000, 3000).withNeurons(6, 14, 5)
		.withSignal(Signal.VECTOR, 1.5);

	private SimulatedDay() {}

	public static SessionData of(final ExperimentParameters parameters) {
		final SimulatedSession session = new LearningMouse(parameters, 0).nextDay();
		return SimulatedData.of(session, parameters, SimulatedData.rates(session, parameters, false));
	}

	/** All but the decoders' permutations. */
	public static SessionSignals analyse(final SessionData data, final Set<Controls.Control> controls) throws Exception {
		return SessionSignals.of(data, SessionSignals.Parameters.DEFAULT.withDecoder(NetworkDecoder.Parameters.DEFAULT.withPermutations(
			0)).withControls(controls), Progress.NONE);
	}

	public static SessionData withEvents(final SessionData d, final List<PairedEvent> events) {
		return new SessionData(d.animal(), d.session(), d.day(), d.rateHz(), d.names(), d.roles(), d.rates(), events, d.dffEvents(), d
			.motionShare(), d.log(), d.trials(), d.notes());
	}

	/** With magnitudes from dF/F0 and with shares of motion. */
	public static SessionData with(final SessionData d, final List<PairedEvent> dff, final double[] motionShare) {
		return new SessionData(d.animal(), d.session(), d.day(), d.rateHz(), d.names(), d.roles(), d.rates(), d.events(), dff, motionShare, d
			.log(), d.trials(), d.notes());
	}

	public static SessionData withLog(final SessionData d, final FrameLog log, final List<Trial> trials) {
		return new SessionData(d.animal(), d.session(), d.day(), d.rateHz(), d.names(), d.roles(), d.rates(), d.events(), d.dffEvents(), d
			.motionShare(), log, trials, d.notes());
	}

	/** Every second trial under a manipulation that adds to each dendritic magnitude. */
	public static SessionData manipulated(final SessionData d, final double added) {
		final List<Trial> trials = new ArrayList<>();
		for (final Trial t : d.trials()) trials.add(new Trial(t.number(), t.outcome(), t.threshold(), t.number() % 2 == 0 ? "control"
			: "light"));
		final List<PairedEvent> events = new ArrayList<>();
		for (final PairedEvent e : d.events()) {
			final int trial = d.log().trial()[e.frame()];
			events.add(trial >= 0 && trial % 2 == 1 ? new PairedEvent(e.neuron(), e.frame(), e.soma(), e.dendrite() + added) : e);
		}
		return withLog(withEvents(d, events), d.log(), trials);
	}
}

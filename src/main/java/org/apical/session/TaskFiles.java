package org.apical.session;

import java.util.Locale;

import org.apical.simulate.SimulatedSession;
import org.apical.simulate.SimulatedSession.SimulatedTrial;

/** What the closed loop of a simulated session left behind, as tables. */
final class TaskFiles {

	private final SimulatedSession session;
	private final double rate;

	/** @param rateHz frames a second of a plane */
	TaskFiles(final SimulatedSession session, final double rateHz) {
		this.session = session;
		rate = rateHz;
	}

	/** {@code trials.csv}; frames are those of the soma plane. */
	TableWriter trials() {
		final TableWriter table = new TableWriter("trial", "start_frame", "end_frame", "start_s", "end_s", "outcome", "hit_frame", "hit_s",
			"reward_s", "reward_ul", "threshold", "condition");
		for (final SimulatedTrial t : session.trials()) table.add(t.number(), t.start(), t.end(), t.start() / rate, t.end() / rate, t.hit()
			? "hit" : "miss", t.hit() ? t.hitFrame() : null, t.hit() ? t.hitFrame() / rate : null, t.hit() ? t.hitFrame() / rate + 1 : null, t
				.hit() ? 4 : null, t.threshold(), "");
		return table;
	}

	/**
	 * {@code frames.csv}, of the soma plane alone.
	 *
	 * @param dyPx displacement of each frame; dx likewise
	 */
	TableWriter frames(final double[] dyPx, final double[] dxPx) {
		final TableWriter table = new TableWriter("frame", "time_s", "plane", "trial", "state", "x", "angle_deg", "dy_px", "dx_px", "speed",
			"bad");
		for (int t = 0; t < session.state().length; t++) table.add(t, t / rate, 1, session.trial()[t] < 0 ? null : session.trial()[t],
			session.state()[t].name().toLowerCase(Locale.ROOT), session.readout()[t], session.angleDeg()[t], dyPx[t], dxPx[t], session
				.speed()[t], 0);
		return table;
	}
}

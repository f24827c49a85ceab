package org.apical.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the windows of the published epochs in a session's log (Francioni et al. 2026, Figs. 3 and 4).
 *
 * <p>Error: each trial's run (grey, freeze, black and time-out are not part of it) is cut from its start into windows of
 * two seconds; a window in which the shown angle rose on average is error reduction, one in which it fell is error
 * increase, one without change is neither; a rest shorter than a window is left out. Outcome: the last two seconds of the
 * run. Reward: the first two seconds after a hit (freeze) or of the time-out. Aborted trials are left out.
 */
public final class Epochs {

	/** A freeze of two seconds may have a frame less than a window that is rounded up. */
	private static final int SLACK_FRAMES = 1;

	private final FrameLog log;
	private final int length;
	private final List<Window> windows = new ArrayList<>();

	private Epochs(final FrameLog log, final int length) {
		this.log = log;
		this.length = length;
	}

	/**
	 * @param rateHz frames a second
	 * @param windowS length of a window, s
	 */
	public static List<Window> of(final FrameLog log, final List<Trial> trials, final double rateHz, final double windowS) {
		final Epochs epochs = new Epochs(log, Math.max(2, (int) Math.round(windowS * rateHz)));
		final Map<Integer, Integer> indices = new HashMap<>();
		for (int i = 0; i < trials.size(); i++) indices.put(trials.get(i).number(), i);
		int from = 0;
		while (from < log.length()) {
			int to = from + 1;
			while (to < log.length() && log.trial()[to] == log.trial()[from] && log.state()[to] == log.state()[from]) to++;
			final Integer trial = indices.get(log.trial()[from]);
			if (trial != null) epochs.stretch(log.state()[from], trial, trials.get(trial).outcome(), from, to);
			from = to;
		}
		return epochs.windows;
	}

	private void stretch(final TrialState state, final int trial, final Trial.Outcome outcome, final int from, final int to) {
		if (outcome == Trial.Outcome.ABORTED) return;
		final boolean hit = outcome == Trial.Outcome.HIT;
		if (state == TrialState.RUN) {
			for (int start = from; start + length <= to; start += length) {
				final double slope = slope(start, start + length);
				if (slope > 0) add(Epoch.ERROR_REDUCTION, trial, start, start + length);
				if (slope < 0) add(Epoch.ERROR_INCREASE, trial, start, start + length);
			}
			if (to - from >= length) add(hit ? Epoch.OUTCOME_HIT : Epoch.OUTCOME_MISS, trial, to - length, to);
		}
		else if (state == (hit ? TrialState.FREEZE : TrialState.TIMEOUT) && to - from >= length - SLACK_FRAMES) {
			add(hit ? Epoch.REWARD_HIT : Epoch.REWARD_MISS, trial, from, Math.min(to, from + length));
		}
	}

	private void add(final Epoch epoch, final int trial, final int from, final int to) {
		double sum = 0;
		int n = 0;
		for (int t = from; t < to; t++) {
			if (Double.isNaN(log.angleDeg()[t])) continue;
			sum += log.angleDeg()[t];
			n++;
		}
		windows.add(new Window(epoch, trial, from, to, sum / n));
	}

	/** Mean change of the angle from frame to frame; NaN where it was never shown in two frames running. */
	private double slope(final int from, final int to) {
		double sum = 0;
		int n = 0;
		for (int t = from + 1; t < to; t++) {
			final double change = log.angleDeg()[t] - log.angleDeg()[t - 1];
			if (Double.isNaN(change)) continue;
			sum += change;
			n++;
		}
		return n == 0 ? Double.NaN : sum / n;
	}
}

package org.apical.online.task;

import java.util.Collection;

/**
 * Rewards at the times of another session's, whatever the readout does: the control for what reward alone brings about. Times
 * count from the beginning of the first trial in either session.
 */
public final class YokedRewards {

	private final double[] timesS;
	private final double latestS;
	private int next;

	/**
	 * @param timesS when rewards are due, s after the first trial began
	 * @param latestS one that could not be asked for within this time of its due time, because frames stopped coming or the
	 *          session was paused, is not paid any more
	 */
	public YokedRewards(final Collection<Double> timesS, final double latestS) {
		this.timesS = timesS.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		this.latestS = latestS;
	}

	/** @param timeS since the first trial began, s; NaN before it. At most one reward a frame. */
	public Task.Reward step(final double timeS) {
		if (next == timesS.length || !(timeS >= timesS[next])) return Task.Reward.NONE;
		return timeS > timesS[next++] + latestS ? Task.Reward.TOO_LATE : Task.Reward.DUE;
	}
}

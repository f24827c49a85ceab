package org.apical.online.task;

/**
 * What a trial is made of. Times are in seconds and are kept by the frames' time stamps.
 *
 * @param greyS grey before the grating follows the readout
 * @param runS longest time to reach the threshold
 * @param freezeS how long the grating stands at the target after a hit
 * @param rewardDelayS from a hit to its reward
 * @param rewardLatestS a reward that could not be asked for within this time of its due time, because frames stopped
 *          coming, is not paid any more
 * @param blackS black after the freeze
 * @param timeoutS black after a miss
 * @param trials number of trials; 0 for no limit
 * @param durationS no trial begins later than this after the first; infinite for no limit
 * @param edges where one angle gives way to the next
 * @param earlyFailure whether a trial is missed at once when the readout falls below the scale
 * @param rearm how far down the readout must have been in a trial's run before a hit counts: 1 is the threshold, 0 the
 *          scale's minimum, NaN asks for nothing
 * @param catchShare share of trials that are catch trials, drawn at random
 * @param catchKind what a catch trial lacks
 * @param reversalTrial number of the first trial in which the readout counts with the other sign; -1 for none
 */
public record TaskParameters(double greyS, double runS, double freezeS, double rewardDelayS, double rewardLatestS, double blackS,
	double timeoutS, int trials, double durationS, AngleScale.Edges edges, boolean earlyFailure, double rearm, double catchShare,
	CatchKind catchKind, int reversalTrial)
{

	/** What a catch trial lacks. */
	public enum CatchKind {
		/** A hit is not rewarded. */
		REWARD,
		/** No grating is shown; a hit counts and is rewarded. */
		FEEDBACK
	}

	/** The published task (Francioni et al. 2026). */
	public static final TaskParameters DEFAULT = new TaskParameters(0.5, 28, 2, 1, 2, 1, 3, 0, Double.POSITIVE_INFINITY,
		AngleScale.Edges.EVEN, false, Double.NaN, 0, CatchKind.REWARD, -1);

	public TaskParameters {
		notNegative("grey", greyS);
		notNegative("freeze", freezeS);
		notNegative("reward delay", rewardDelayS);
		notNegative("latest reward", rewardLatestS);
		notNegative("black", blackS);
		notNegative("timeout", timeoutS);
		if (!(runS > 0)) throw new IllegalArgumentException("A trial's run lasts longer than 0 s, not " + runS);
		if (!(durationS > 0)) throw new IllegalArgumentException("The task lasts longer than 0 s, not " + durationS);
		if (trials < 0) throw new IllegalArgumentException("The number of trials is 0 (no limit) or more, not " + trials);
		if (!(catchShare >= 0 && catchShare <= 1)) throw new IllegalArgumentException(
			"The share of catch trials lies between 0 and 1, not at " + catchShare);
		if (rewardDelayS > freezeS + blackS) throw new IllegalArgumentException("The reward would come " + rewardDelayS +
			" s after the hit, in the next trial; freeze and black last " + (freezeS + blackS) + " s");
	}

	private static void notNegative(final String what, final double seconds) {
		if (!(seconds >= 0)) throw new IllegalArgumentException("The task's " + what + " lasts 0 s or more, not " + seconds);
	}

	public TaskParameters withTimes(final double grey, final double run, final double freeze, final double rewardDelay,
		final double black, final double timeout)
	{
		return new TaskParameters(grey, run, freeze, rewardDelay, rewardLatestS, black, timeout, trials, durationS, edges,
			earlyFailure, rearm, catchShare, catchKind, reversalTrial);
	}

	public TaskParameters withLimits(final int mostTrials, final double mostSeconds) {
		return new TaskParameters(greyS, runS, freezeS, rewardDelayS, rewardLatestS, blackS, timeoutS, mostTrials, mostSeconds, edges,
			earlyFailure, rearm, catchShare, catchKind, reversalTrial);
	}

	public TaskParameters withRules(final AngleScale.Edges angleEdges, final boolean failsEarly, final double rearmShare) {
		return new TaskParameters(greyS, runS, freezeS, rewardDelayS, rewardLatestS, blackS, timeoutS, trials, durationS, angleEdges,
			failsEarly, rearmShare, catchShare, catchKind, reversalTrial);
	}

	public TaskParameters withCatch(final double share, final CatchKind kind) {
		return new TaskParameters(greyS, runS, freezeS, rewardDelayS, rewardLatestS, blackS, timeoutS, trials, durationS, edges,
			earlyFailure, rearm, share, kind, reversalTrial);
	}

	public TaskParameters withReversal(final int fromTrial) {
		return new TaskParameters(greyS, runS, freezeS, rewardDelayS, rewardLatestS, blackS, timeoutS, trials, durationS, edges,
			earlyFailure, rearm, catchShare, catchKind, fromTrial);
	}

	public TaskParameters withRewardLatest(final double seconds) {
		return new TaskParameters(greyS, runS, freezeS, rewardDelayS, seconds, blackS, timeoutS, trials, durationS, edges,
			earlyFailure, rearm, catchShare, catchKind, reversalTrial);
	}
}

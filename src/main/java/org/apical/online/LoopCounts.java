package org.apical.online;

import org.apical.online.task.TrialResult;

/** How the trials went so far. */
public final class LoopCounts {

	private int trials;
	private int hits;

	/** Counts a trial that has ended; aborted ones do not count. */
	public void add(final TrialResult trial) {
		if (trial.outcome() == TrialResult.Outcome.ABORTED) return;
		trials++;
		if (trial.outcome() == TrialResult.Outcome.HIT) hits++;
	}

	/** Hits and misses. */
	public int trials() {
		return trials;
	}

	public int hits() {
		return hits;
	}
}

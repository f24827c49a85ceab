package org.apical.reward;

/**
 * Counts rewards against the {@link SafetyLimits}. Whatever was accepted counts, also if it turns out not to have been
 * paid. Not thread-safe; allocates nothing after it is made.
 */
final class RewardBudget {

	private static final long MINUTE_NANOS = 60_000_000_000L;

	private final SafetyLimits limits;
	private final long minimumIntervalNanos;
	private final long maximumOpenMicros;
	/** Times of the latest rewards, as many as a minute may see, in a ring. */
	private final long[] latest;
	private int rewards;
	private double volumeUl;

	RewardBudget(final SafetyLimits limits) {
		this.limits = limits;
		minimumIntervalNanos = limits.minimumInterval().toNanos();
		maximumOpenMicros = limits.maximumOpen().toNanos() / 1000;
		latest = new long[limits.perMinute()];
	}

	/** Whether one more may be paid now. */
	RewardDecision decide(final long now, final double ul, final double openMicros) {
		if (!(ul > 0) || !(openMicros >= 1 && openMicros <= maximumOpenMicros)) return RewardDecision.MAXIMUM_OPEN;
		if (rewards > 0 && now - latest[(rewards - 1) % latest.length] < minimumIntervalNanos) return RewardDecision.MINIMUM_INTERVAL;
		if (rewards >= latest.length && now - latest[rewards % latest.length] < MINUTE_NANOS) return RewardDecision.PER_MINUTE;
		if (rewards >= limits.perSession()) return RewardDecision.PER_SESSION;
		// sums of tenths of µl must reach their limit
		if (volumeUl + ul > limits.totalVolumeUl() * (1 + 1e-9)) return RewardDecision.TOTAL_VOLUME;
		return RewardDecision.ACCEPTED;
	}

	void spend(final long now, final double ul) {
		latest[rewards % latest.length] = now;
		rewards++;
		volumeUl += ul;
	}

	int rewards() {
		return rewards;
	}

	double volumeUl() {
		return volumeUl;
	}
}

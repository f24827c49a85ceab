package org.apical.reward;

import java.time.Duration;

/**
 * What the gate lets through.
 *
 * @param minimumInterval between two rewards, start to start
 * @param perMinute rewards in any 60 s
 * @param perSession rewards in the life of the gate
 * @param maximumOpen of the valve for one reward
 * @param totalVolumeUl of all rewards in the life of the gate, µl
 * @param maximumAge a request that the device could not be given within this time is dropped, never paid later
 */
public record SafetyLimits(Duration minimumInterval, int perMinute, int perSession, Duration maximumOpen, double totalVolumeUl,
	Duration maximumAge)
{

	/** For 4 µl a reward and trials of a few seconds; 2 ml is more than a mouse drinks in a session. */
	public static final SafetyLimits DEFAULT = new SafetyLimits(Duration.ofSeconds(1), 20, 500, Duration.ofMillis(250), 2000, Duration
		.ofMillis(250));

	/** @throws IllegalArgumentException for a limit below 0, or one with which nothing could be paid */
	public SafetyLimits {
		if (minimumInterval.isNegative()) throw new IllegalArgumentException("The minimum interval between rewards is below 0");
		if (perMinute < 1 || perSession < 0) throw new IllegalArgumentException("The number of rewards allowed a minute must be above 0, "
			+ "that a session not below; found " + perMinute + " and " + perSession);
		if (maximumOpen.isNegative() || maximumOpen.isZero() || maximumAge.isNegative() || maximumAge.isZero())
			throw new IllegalArgumentException("The longest open time and the greatest age of a reward must be above 0");
		if (!(totalVolumeUl >= 0)) throw new IllegalArgumentException("The total volume allowed is not a number of µl: " + totalVolumeUl);
	}

	/** What is left for the rest of a session of which so much was paid before. */
	public SafetyLimits after(final int rewards, final double volumeUl) {
		return new SafetyLimits(minimumInterval, perMinute, Math.max(0, perSession - rewards), maximumOpen, Math.max(0, totalVolumeUl
			- volumeUl), maximumAge);
	}
}

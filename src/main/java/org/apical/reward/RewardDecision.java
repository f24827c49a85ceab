package org.apical.reward;

import java.util.Locale;

/** What the gate said to a request: accepted, or the first of its rules that forbade it. */
public enum RewardDecision {
	ACCEPTED,
	/** The gate is closed. */
	CLOSED,
	/** After an emergency stop, until it is released. */
	EMERGENCY_STOP,
	/** Nobody has armed the gate. */
	NOT_ARMED,
	/** The device does not answer. */
	DEVICE_FAILED,
	/** The reward before is still under way. */
	BUSY,
	/** The request speaks of a moment longer ago than {@link SafetyLimits#maximumAge}, or yet to come. */
	STALE,
	/** The volume is not a number above 0, or takes longer than {@link SafetyLimits#maximumOpen}. */
	MAXIMUM_OPEN,
	/** See {@link SafetyLimits#minimumInterval}. */
	MINIMUM_INTERVAL,
	/** See {@link SafetyLimits#perMinute}. */
	PER_MINUTE,
	/** See {@link SafetyLimits#perSession}. */
	PER_SESSION,
	/** See {@link SafetyLimits#totalVolumeUl}. */
	TOTAL_VOLUME;

	private final String label = name().toLowerCase(Locale.ROOT);

	public boolean isAccepted() {
		return this == ACCEPTED;
	}

	/** As it stands in {@code suppressed_by} of rewards.csv: empty if accepted, else for example minimum_interval. */
	public String suppressedBy() {
		return isAccepted() ? "" : label;
	}
}

package org.apical.online;

/**
 * The time by which the task goes: seconds from the first frame, never falling. Follows the sender's time stamps as long as
 * they make sense, since they do not depend on how frames travelled; where they jump or are not there, the time between the
 * frames' arrivals counts.
 */
public final class FrameClock {

	/** Frames can wait on their way, but not come before they were taken; this much for the two clocks' drift. */
	private static final double AHEAD_S = 0.25;
	/** A time stamp that would put a frame this far before its arrival is one that stood still. */
	private static final double BEHIND_S = 30;

	/** Which clock counts. */
	public enum Time {
		/** The sender's time stamps where they make sense, else the frames' arrivals. */
		DEVICE,
		/** The frames' arrivals. */
		ARRIVAL,
		/** The sender's time stamps whatever they say, as long as they rise: for rehearsals at another speed. */
		STAMPS
	}

	private final Time which;
	private boolean begun;
	private double time;
	private double lastDevice;
	private double lastArrival;

	/**
	 * @param startS time of the first frame: 0, or where an earlier part of the session ended
	 */
	public FrameClock(final Time which, final double startS) {
		this.which = which;
		time = startS;
	}

	/**
	 * @param deviceS the frame's time stamp, NaN where it has none
	 * @param arrivalS when it was there, s from any moment, on a clock that never falls
	 */
	public double next(final double deviceS, final double arrivalS) {
		if (begun) {
			final double travelled = Math.max(0, arrivalS - lastArrival);
			final double taken = deviceS - lastDevice;
			final double behind = arrivalS - (time + taken);
			final boolean sensible = which == Time.STAMPS || which == Time.DEVICE && behind > -AHEAD_S && behind < BEHIND_S;
			time += sensible && taken > 0 ? taken : travelled;
		}
		begun = true;
		lastDevice = deviceS;
		lastArrival = arrivalS;
		return time;
	}
}

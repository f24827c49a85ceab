package org.apical.online;

import org.apical.online.source.LiveFrame;

/** The time of a session: seconds from the arrival of its first frame. One thread sets it, any may ask. */
final class SessionClock {

	private final FrameClock frames;
	private final double startS;
	private volatile long originNanos = System.nanoTime();
	/** How far the task's time is ahead of the arrivals'. */
	private volatile double aheadS;

	/** @param startS time of the first frame: 0, or where an earlier part of the session ended */
	SessionClock(final FrameClock.Time which, final double startS) {
		frames = new FrameClock(which, startS);
		this.startS = startS;
	}

	/** The first frame is there. */
	void begin(final LiveFrame first) {
		originNanos = first.arrivalNanos() - Math.round(1e9 * startS);
	}

	double startS() {
		return startS;
	}

	/** @return the task's time of the next frame, s */
	double next(final LiveFrame frame) {
		final double arrivalS = seconds(frame.arrivalNanos());
		final double timeS = frames.next(frame.deviceTimeS(), arrivalS);
		aheadS = timeS - arrivalS;
		return timeS;
	}

	/** A moment of {@link System#nanoTime} as seconds from the arrival of the session's first frame. */
	double seconds(final long nanos) {
		return (nanos - originNanos) / 1e9;
	}

	/** The same on the task's clock, s. */
	double taskSeconds(final long nanos) {
		return seconds(nanos) + aheadS;
	}
}

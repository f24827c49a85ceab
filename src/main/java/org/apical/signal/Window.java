package org.apical.signal;

/**
 * A stretch of frames that belongs to an epoch.
 *
 * @param epoch what was going on
 * @param trial index of the trial
 * @param from first frame
 * @param to frame after the last
 * @param meanAngleDeg mean of the shown angle; NaN where none was shown
 */
public record Window(Epoch epoch, int trial, int from, int to, double meanAngleDeg) {

	/** Mean absolute distance from the target's 90 deg. */
	public double errorDeg() {
		return 90 - meanAngleDeg;
	}
}

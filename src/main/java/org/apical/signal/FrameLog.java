package org.apical.signal;

import java.util.Arrays;

/**
 * What the closed loop did, frame by frame of the plane in which it read the somas. All arrays have one entry a frame;
 * those that were not logged are null.
 *
 * @param trial number of the trial, -1 outside of trials
 * @param state what the task did
 * @param angleDeg angle of the shown grating, 90 at the target; NaN where none was shown
 * @param readout the value that was judged, in dF/F0
 * @param shiftPx distance of the frame from the template
 * @param speed of the animal's running, in any unit
 */
public record FrameLog(int[] trial, TrialState[] state, double[] angleDeg, double[] readout, double[] shiftPx,
	double[] speed)
{

	/** The same for the first frames only. */
	public FrameLog first(final int frames) {
		return new FrameLog(Arrays.copyOf(trial, frames), Arrays.copyOf(state, frames), Arrays.copyOf(angleDeg, frames), first(readout,
			frames), first(shiftPx, frames), first(speed, frames));
	}

	private static double[] first(final double[] values, final int frames) {
		return values == null ? null : Arrays.copyOf(values, frames);
	}

	/** Number of frames. */
	public int length() {
		return state.length;
	}
}

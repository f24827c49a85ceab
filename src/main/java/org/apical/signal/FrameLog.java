package org.apical.signal;

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

	/** Number of frames. */
	public int length() {
		return state.length;
	}
}

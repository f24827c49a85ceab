package org.apical.trace;

/**
 * Relative fluorescence change of one trace.
 *
 * @param values (F - F0) / F0 a frame; NaN where F is NaN or there was no baseline yet
 * @param baseline F0 a frame, as estimated
 * @param nearZero in how many frames F0 lay below the floor, so that the floor was divided by instead; where this is
 *          not 0 the scale of the trace is not to be trusted (background subtracted too far, or an empty ROI)
 */
public record Dff(float[] values, float[] baseline, int nearZero) {

	/** Whether every frame was divided by its own baseline. */
	public boolean trusted() {
		return nearZero == 0;
	}
}

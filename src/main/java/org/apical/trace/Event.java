package org.apical.trace;

/**
 * One event of one ROI: a peak of its inferred rate.
 *
 * @param onsetFrame where the rate begins to rise to the peak
 * @param peakFrame where it is highest
 * @param peakSeconds when, from frame 0 of the trace
 * @param height of the rate at the peak, dF/F0 per second
 * @param widthSeconds the peak's full width at half its height, s
 * @param dffMagnitude largest dF/F0 of the event above dF/F0 at its onset; NaN where no dF/F0 was given
 */
public record Event(int onsetFrame, int peakFrame, double peakSeconds, double height, double widthSeconds, double dffMagnitude) {

	/** Height x width, dF/F0: about the area under the peak. */
	public double magnitude() {
		return height * widthSeconds;
	}
}

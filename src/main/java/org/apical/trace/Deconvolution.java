package org.apical.trace;

/**
 * What was inferred from one trace.
 *
 * @param spikes a frame, 0 or more, each the height in dF/F0 that its transient reaches
 * @param rate spikes a second, smoothed: dF/F0 per second
 * @param rateError standard error of the rate, dF/F0 per second: that of a lone spike, and what a wrong decay time would
 *          make of the calcium standing at the moment
 * @param denoised the fitted dF/F0, drift included; NaN where nothing was fitted
 * @param calibration the constants that the fit used
 */
public record Deconvolution(float[] spikes, float[] rate, float[] rateError, float[] denoised, Calibration calibration) {

	/**
	 * The constants of one ROI, found on a recording and used on it or on later frames.
	 *
	 * @param kinetics of its transients
	 * @param noise SD of a frame, dF/F0
	 * @param penalty on the sum of spikes, dF/F0
	 */
	public record Calibration(Kinetics kinetics, double noise, double penalty) {

		/** Standard error of one transient's height with all its frames seen, dF/F0. */
		public double heightError(final double rateHz) {
			return noise / kinetics.norm(rateHz);
		}
	}
}

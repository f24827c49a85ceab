package org.apical.trace;

/**
 * Non-negative deconvolution one sample at a time, with a bounded lag: minimises half the squared residual plus a
 * penalty on the sum of the spikes, over all spikes younger than the lag; older ones are settled and never change.
 *
 * <p>Since offline deconvolution is this same solver run to the end, a spike that the closed loop sees, lag frames
 * late, is the offline one bit for bit. With a lag as long as the recording the solution is the exact one.
 */
interface SpikeSolver {

	/** Says what calcium was there one frame before the first sample, left by spikes before the recording. */
	void begin(double calcium);

	/**
	 * @param sample the next one above baseline; NaN where the frame is bad, which then says nothing
	 * @return the spike {@link #lag()} frames ago, in units of the transient's peak; 0 before the first
	 */
	double push(double sample);

	/** Frames from a sample to its settled spike. */
	int lag();

	static SpikeSolver of(final Kinetics kinetics, final double rateHz, final double penalty, final int lag) {
		return kinetics.rises() ? new OnlineNnls(kinetics, rateHz, penalty, lag) : new Oasis(kinetics, rateHz, penalty, lag);
	}
}

package org.apical.trace;

/**
 * The inferred rate of one ROI, one frame at a time, {@link #lag()} frames behind. No call allocates.
 *
 * <p>{@link Deconvolver#causal} runs this class over a whole trace, so the two agree bit for bit. Not thread-safe.
 */
public final class CausalDeconvolver {

	private final CausalBaseline baseline;
	private final Response response;
	private final double offset;
	private final SpikeChain chain;

	/** @param calibration from a recording of the same ROI at the same frame rate */
	public CausalDeconvolver(final Deconvolution.Calibration calibration, final double rateHz,
		final DeconvolverParameters parameters)
	{
		response = parameters.response();
		baseline = new CausalBaseline(parameters.baseline(), rateHz);
		offset = Deconvolver.percentileOffset(calibration.noise(), rateHz);
		chain = new SpikeChain(calibration, rateHz, parameters);
	}

	/** Frames from a dF/F0 to the rate that belongs to it. */
	public int lag() {
		return chain.lag();
	}

	/**
	 * @param dff of the next frame; NaN where the frame is bad
	 * @return the rate {@link #lag()} frames ago, dF/F0 per second; 0 before the first frame
	 */
	public double push(final double dff) {
		// Single precision, as the offline trace has it.
		final float calcium = (float) response.toCalcium((float) dff);
		baseline.push(calcium);
		chain.push(calcium - baseline.baseline() - offset);
		return chain.rate();
	}

	/** Standard error of the last rate, dF/F0 per second. */
	public double rateError() {
		return chain.rateError();
	}
}

package org.apical.trace;

/**
 * How spikes are inferred from dF/F0.
 *
 * @param response how fluorescence follows calcium
 * @param model which transients are fitted, where their time constants are not given
 * @param kinetics time constants; null to estimate them from the trace
 * @param penalty on the sum of spikes, in dF/F0; NaN to take the one whose residual is as large as the noise
 * @param baselineSeconds window of the running percentile that takes slow drift out of the trace first, s
 * @param lagSeconds how long a spike may still change, s: what the online form is behind
 * @param smoothingSeconds SD of the Gaussian that makes a rate of the spikes, s; it adds three times itself to the lag
 */
public record DeconvolverParameters(Response response, Model model, Kinetics kinetics, double penalty,
	double baselineSeconds, double lagSeconds, double smoothingSeconds)
{

	/** What a transient looks like. */
	public enum Model {
		/** With a rise where the trace shows one. */
		AUTO,
		/** Instant rise, AR(1). */
		DECAY,
		/** Rise and decay, AR(2). */
		RISE_AND_DECAY
	}

	/** Everything from the data; 1 s of lag. */
	public static final DeconvolverParameters DEFAULT = new DeconvolverParameters(Response.SQUARE_ROOT, Model.AUTO, null,
		Double.NaN, 30, 1, 0.05);

	public DeconvolverParameters {
		if (penalty < 0) throw new IllegalArgumentException("A sparsity penalty is 0 or more, not " + penalty);
		if (!(baselineSeconds > 0)) throw new IllegalArgumentException(
			"The baseline window is longer than 0 s, not " + baselineSeconds);
		if (!(lagSeconds > 0)) throw new IllegalArgumentException("The deconvolution lag is longer than 0 s, not " + lagSeconds);
		if (!(smoothingSeconds >= 0)) throw new IllegalArgumentException(
			"Rate smoothing takes 0 s or more, not " + smoothingSeconds);
	}

	public DeconvolverParameters withResponse(final Response r) {
		return new DeconvolverParameters(r, model, kinetics, penalty, baselineSeconds, lagSeconds, smoothingSeconds);
	}

	public DeconvolverParameters withModel(final Model m) {
		return new DeconvolverParameters(response, m, kinetics, penalty, baselineSeconds, lagSeconds, smoothingSeconds);
	}

	public DeconvolverParameters withKinetics(final Kinetics k) {
		return new DeconvolverParameters(response, model, k, penalty, baselineSeconds, lagSeconds, smoothingSeconds);
	}

	public DeconvolverParameters withPenalty(final double p) {
		return new DeconvolverParameters(response, model, kinetics, p, baselineSeconds, lagSeconds, smoothingSeconds);
	}

	public DeconvolverParameters withLag(final double seconds) {
		return new DeconvolverParameters(response, model, kinetics, penalty, baselineSeconds, seconds, smoothingSeconds);
	}

	public DeconvolverParameters withSmoothing(final double seconds) {
		return new DeconvolverParameters(response, model, kinetics, penalty, baselineSeconds, lagSeconds, seconds);
	}

	BaselineParameters baseline() {
		return new BaselineParameters(BaselineParameters.Method.PERCENTILE, baselineSeconds, Deconvolver.DRIFT_PERCENTILE,
			Deconvolver.DRIFT_SMOOTHING_S, 1);
	}
}

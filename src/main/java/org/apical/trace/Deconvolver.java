package org.apical.trace;

import java.util.Arrays;

/**
 * Infers a spike rate from dF/F0 by non-negative deconvolution (OASIS: Friedrich, Zhou and Paninski 2017).
 *
 * <p>Slow drift is taken out with a running percentile, the transients' time constants and the noise come from the trace
 * where they are not given, and the sparsity penalty is the one at which the residual is as large as the noise. Where the
 * residual is larger even without a penalty, as on most real traces, there is none.
 */
public final class Deconvolver {

	/** Below the middle, since an active trace spends less than half its time at rest. */
	static final double DRIFT_PERCENTILE = 30;
	static final double DRIFT_SMOOTHING_S = 0.1;
	/** How far the 30th percentile of a normal distribution lies below its mean, SDs. */
	private static final double PERCENTILE_IN_NOISE = -0.524;
	private static final int PENALTY_ROUNDS = 8;
	/** With a penalty of this many standard errors of a spike hardly a noise spike is left. */
	private static final double LARGEST_PENALTY_IN_NOISE = 4;

	private Deconvolver() {}

	/**
	 * @param dff dF/F0 a frame; NaN for bad frames, which are bridged by the fit
	 * @param rateHz frames per second
	 * @return spikes and rate; all 0 where fewer than two frames are good or the trace does not change
	 */
	public static Deconvolution deconvolve(final float[] dff, final double rateHz, final DeconvolverParameters parameters) {
		final Deconvolution linear = deconvolveCalcium(calcium(dff, parameters), rateHz, parameters);
		final float[] denoised = linear.denoised();
		for (int t = 0; t < denoised.length; t++) denoised[t] = (float) parameters.response().toDff(denoised[t]);
		return linear;
	}

	/** The quantity that spikes add to. */
	static float[] calcium(final float[] dff, final DeconvolverParameters parameters) {
		final float[] x = new float[dff.length];
		for (int t = 0; t < x.length; t++) x[t] = (float) parameters.response().toCalcium(dff[t]);
		return x;
	}

	/** The same without its slow drift. */
	static float[] aboveDrift(final float[] calcium, final double noise, final double rateHz, final DeconvolverParameters parameters) {
		return minus(calcium, drift(calcium, rateHz, parameters, noise));
	}

	private static float[] minus(final float[] trace, final float[] drift) {
		final float[] x = new float[trace.length];
		for (int t = 0; t < x.length; t++) x[t] = trace[t] - drift[t];
		return x;
	}

	private static Deconvolution deconvolveCalcium(final float[] dff, final double rateHz, final DeconvolverParameters parameters) {
		final double noise = NoiseLevel.of(dff);
		final float[] drift = drift(dff, rateHz, parameters, Double.isNaN(noise) ? 0 : noise);
		final Deconvolution.Calibration calibration = calibrate(dff, drift, noise, rateHz, parameters);
		return run(dff, drift, rateHz, calibration, parameters);
	}

	/**
	 * The rate as the closed loop would have had it: {@link CausalDeconvolver} run over the trace, each value put to the
	 * frame that it belongs to. The last {@link CausalDeconvolver#lag()} frames are NaN.
	 */
	public static float[] causal(final float[] dff, final double rateHz, final Deconvolution.Calibration calibration,
		final DeconvolverParameters parameters)
	{
		final CausalDeconvolver causal = new CausalDeconvolver(calibration, rateHz, parameters);
		final float[] rate = new float[dff.length];
		Arrays.fill(rate, Float.NaN);
		for (int t = 0; t < dff.length; t++) {
			final double value = causal.push(dff[t]);
			if (t >= causal.lag()) rate[t - causal.lag()] = (float) value;
		}
		return rate;
	}

	/** What is added to the running percentile to make it the mean of a resting trace. */
	static double percentileOffset(final double noise, final double rateHz) {
		return -PERCENTILE_IN_NOISE * noise / Math.sqrt(Baseline.frames(DRIFT_SMOOTHING_S, rateHz));
	}

	private static float[] drift(final float[] dff, final double rateHz, final DeconvolverParameters parameters,
		final double noise)
	{
		final float[] drift = Baseline.estimate(dff, rateHz, parameters.baseline());
		final double offset = percentileOffset(noise, rateHz);
		for (int t = 0; t < drift.length; t++) drift[t] += (float) offset;
		return drift;
	}

	private static Deconvolution.Calibration calibrate(final float[] dff, final float[] drift, final double noise,
		final double rateHz, final DeconvolverParameters parameters)
	{
		final Kinetics kinetics = kinetics(dff, drift, noise, rateHz, parameters);
		final Deconvolution.Calibration free = new Deconvolution.Calibration(kinetics, Double.isNaN(noise) ? 0 : noise,
			Double.isNaN(parameters.penalty()) ? 0 : parameters.penalty());
		if (!Double.isNaN(parameters.penalty()) || !(noise > 0)) return free;
		if (residual(dff, drift, rateHz, free, parameters) >= noise) return free;
		double low = 0;
		double high = LARGEST_PENALTY_IN_NOISE * noise * kinetics.norm(rateHz);
		for (int round = 0; round < PENALTY_ROUNDS; round++) {
			final double middle = (low + high) / 2;
			final var tried = new Deconvolution.Calibration(kinetics, noise, middle);
			if (residual(dff, drift, rateHz, tried, parameters) < noise) low = middle;
			else high = middle;
		}
		return new Deconvolution.Calibration(kinetics, noise, low);
	}

	private static Kinetics kinetics(final float[] dff, final float[] drift, final double noise, final double rateHz,
		final DeconvolverParameters parameters)
	{
		if (parameters.kinetics() != null) return parameters.kinetics();
		final Kinetics found = KineticsEstimator.estimate(minus(dff, drift), rateHz, noise);
		return switch (parameters.model()) {
			case AUTO -> found;
			case DECAY -> new Kinetics(found.decaySeconds(), 0);
			case RISE_AND_DECAY -> found.rises() ? found : new Kinetics(found.decaySeconds(),
				Math.min(found.decaySeconds(), 1 / rateHz) / 2);
		};
	}

	private static double residual(final float[] dff, final float[] drift, final double rateHz,
		final Deconvolution.Calibration calibration, final DeconvolverParameters parameters)
	{
		final float[] denoised = run(dff, drift, rateHz, calibration, parameters).denoised();
		double squares = 0;
		int n = 0;
		for (int t = 0; t < dff.length; t++) {
			if (Float.isNaN(dff[t])) continue;
			squares += (dff[t] - denoised[t]) * (dff[t] - denoised[t]);
			n++;
		}
		return Math.sqrt(squares / n);
	}

	private static Deconvolution run(final float[] dff, final float[] drift, final double rateHz,
		final Deconvolution.Calibration calibration, final DeconvolverParameters parameters)
	{
		final float[] spikes = new float[dff.length];
		final float[] rate = new float[dff.length];
		final float[] rateError = new float[dff.length];
		final SpikeChain chain = new SpikeChain(calibration, rateHz, parameters);
		// Frames after the end say nothing, as bad frames do; they bring the last spikes out.
		for (int t = 0; t < dff.length + chain.lag(); t++) {
			chain.push(t < dff.length ? dff[t] - drift[t] : Double.NaN);
			final int spikeAt = t - chain.spikeLag();
			if (spikeAt >= 0 && spikeAt < spikes.length) spikes[spikeAt] = (float) chain.spike();
			if (t < chain.lag()) continue;
			rate[t - chain.lag()] = (float) chain.rate();
			rateError[t - chain.lag()] = (float) chain.rateError();
		}
		return new Deconvolution(spikes, rate, rateError, denoised(spikes, drift, chain.initialCalcium(), rateHz, calibration.kinetics()),
			calibration);
	}

	private static float[] denoised(final float[] spikes, final float[] drift, final double initial, final double rateHz,
		final Kinetics kinetics)
	{
		final double d = kinetics.decay(rateHz);
		final double r = kinetics.rise(rateHz);
		final double peak = kinetics.peak(rateHz);
		final float[] denoised = new float[spikes.length];
		double c1 = initial;
		double c2 = initial / d;
		for (int t = 0; t < spikes.length; t++) {
			final double c = (d + r) * c1 - d * r * c2 + spikes[t] / peak;
			denoised[t] = (float) (drift[t] + c);
			c2 = c1;
			c1 = c;
		}
		return denoised;
	}
}

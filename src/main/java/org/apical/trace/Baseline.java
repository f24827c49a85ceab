package org.apical.trace;

import java.util.Arrays;

/**
 * Resting fluorescence F0 and dF/F0 of a whole trace.
 *
 * <p>The running window is centred on its frame and cut at the recording's ends. Frames that are NaN (bad) do not
 * count. {@link CausalBaseline} is the form that knows only the past.
 */
public final class Baseline {

	private Baseline() {}

	/**
	 * @param f fluorescence a frame; NaN for bad frames
	 * @param rateHz frames per second
	 * @return F0 a frame; NaN throughout where no frame is good
	 */
	public static float[] estimate(final float[] f, final double rateHz, final BaselineParameters parameters) {
		final float[] f0 = new float[f.length];
		if (parameters.method() == BaselineParameters.Method.CONSTANT) {
			final RunningPercentile all = new RunningPercentile(Math.max(1, f.length), parameters.percentile());
			for (final float v : f) all.add(v);
			Arrays.fill(f0, (float) all.get());
			return f0;
		}
		final double[] x = smooth(f, frames(parameters.smoothingSeconds(), rateHz));
		final int half = frames(parameters.windowSeconds(), rateHz) / 2;
		for (final RunningPercentile filter : filters(parameters, 2 * half + 1)) {
			final double[] source = x.clone();
			for (int t = 0; t < x.length + half; t++) {
				final double p = filter.add(t < x.length ? source[t] : Double.NaN);
				if (t >= half) x[t - half] = p;
			}
		}
		for (int t = 0; t < f0.length; t++) f0[t] = (float) x[t];
		return f0;
	}

	/** dF/F0 with a baseline that knows past and future. */
	public static Dff dff(final float[] f, final double rateHz, final BaselineParameters parameters) {
		final float[] f0 = estimate(f, rateHz, parameters);
		final double floor = floor(f, parameters);
		final float[] values = new float[f.length];
		int nearZero = 0;
		for (int t = 0; t < f.length; t++) {
			if (f0[t] < floor) nearZero++;
			values[t] = (float) ((f[t] - f0[t]) / Math.max(f0[t], floor));
		}
		return new Dff(values, f0, nearZero);
	}

	/** dF/F0 as the closed loop sees it: every frame's baseline comes from the frames up to it. */
	public static Dff causal(final float[] f, final double rateHz, final BaselineParameters parameters) {
		final CausalBaseline baseline = new CausalBaseline(parameters.withFloor(floor(f, parameters)), rateHz);
		final float[] values = new float[f.length];
		final float[] f0 = new float[f.length];
		int nearZero = 0;
		for (int t = 0; t < f.length; t++) {
			values[t] = (float) baseline.push(f[t]);
			f0[t] = (float) baseline.baseline();
			if (baseline.nearZero()) nearZero++;
		}
		return new Dff(values, f0, nearZero);
	}

	/** The smallest F0 that is divided by: the one asked for, else the trace's noise. */
	public static double floor(final float[] f, final BaselineParameters parameters) {
		if (!Double.isNaN(parameters.floor())) return parameters.floor();
		final double noise = NoiseLevel.of(f);
		return noise > 0 ? noise : Float.MIN_NORMAL;
	}

	static RunningPercentile[] filters(final BaselineParameters parameters, final int window) {
		if (parameters.method() == BaselineParameters.Method.PERCENTILE) return new RunningPercentile[] {
			new RunningPercentile(window, parameters.percentile()) };
		return new RunningPercentile[] { new RunningPercentile(window, 0), new RunningPercentile(window, 100) };
	}

	static int frames(final double seconds, final double rateHz) {
		if (!(rateHz > 0)) throw new IllegalArgumentException("A frame rate is needed, not " + rateHz + " Hz");
		return (int) Math.max(1, Math.round(seconds * rateHz));
	}

	/** Centred running mean over n frames, NaN left out. */
	static double[] smooth(final float[] f, final int n) {
		final double[] out = new double[f.length];
		final double[] recent = new double[n / 2 * 2 + 1];
		Arrays.fill(recent, Double.NaN);
		for (int t = 0; t < f.length + n / 2; t++) {
			recent[t % recent.length] = t < f.length ? f[t] : Double.NaN;
			if (t >= n / 2) out[t - n / 2] = mean(recent);
		}
		return out;
	}

	/** Mean of what is not NaN; NaN where nothing is. */
	static double mean(final double[] values) {
		double sum = 0;
		int n = 0;
		for (final double v : values) {
			if (Double.isNaN(v)) continue;
			sum += v;
			n++;
		}
		return n == 0 ? Double.NaN : sum / n;
	}
}

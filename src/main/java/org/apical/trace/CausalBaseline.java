package org.apical.trace;

import java.util.Arrays;

/**
 * F0 and dF/F0 one frame at a time, from past frames alone. No call allocates.
 *
 * <p>{@link Baseline#causal} runs this same class over a whole trace, so the two agree bit for bit. Not thread-safe.
 */
public final class CausalBaseline {

	private final double floor;
	private final double constant;
	private final double[] recent;
	private final RunningPercentile[] filters;
	private int seen;
	private double f0 = Double.NaN;
	private boolean nearZero;

	/**
	 * @param parameters with a floor; {@code CONSTANT} needs {@link #constant}
	 * @param rateHz frames per second
	 * @throws IllegalArgumentException where the floor or a constant's value would have to be known beforehand
	 */
	public CausalBaseline(final BaselineParameters parameters, final double rateHz) {
		if (!(parameters.floor() > 0)) throw new IllegalArgumentException(
			"A causal baseline needs its floor beforehand: take one from a calibration recording (BaselineParameters.withFloor)");
		if (parameters.method() == BaselineParameters.Method.CONSTANT) throw new IllegalArgumentException(
			"A constant baseline needs its value beforehand: take one from a calibration recording (CausalBaseline.constant)");
		floor = parameters.floor();
		constant = Double.NaN;
		recent = new double[Baseline.frames(parameters.smoothingSeconds(), rateHz)];
		Arrays.fill(recent, Double.NaN);
		filters = Baseline.filters(parameters, Baseline.frames(parameters.windowSeconds(), rateHz));
	}

	private CausalBaseline(final double f0, final double floor) {
		constant = f0;
		this.floor = floor;
		recent = new double[1];
		filters = new RunningPercentile[0];
	}

	/** A baseline that was measured before. */
	public static CausalBaseline constant(final double f0, final double floor) {
		if (!(floor > 0)) throw new IllegalArgumentException("The smallest baseline to divide by is positive, not " + floor);
		return new CausalBaseline(f0, floor);
	}

	/**
	 * @param f the next frame's fluorescence; NaN where the frame is bad, which then leaves no trace in the baseline
	 * @return its dF/F0; NaN where f is NaN or no good frame came yet
	 */
	public double push(final double f) {
		recent[seen++ % recent.length] = f;
		double x = Baseline.mean(recent);
		for (final RunningPercentile filter : filters) x = filter.add(x);
		f0 = filters.length == 0 ? constant : x;
		nearZero = f0 < floor;
		return (f - f0) / Math.max(f0, floor);
	}

	/** F0 of the last frame. */
	public double baseline() {
		return f0;
	}

	/** Whether the last frame was divided by the floor because F0 lay below it. */
	public boolean nearZero() {
		return nearZero;
	}
}

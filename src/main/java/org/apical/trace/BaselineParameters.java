package org.apical.trace;

/**
 * How the resting fluorescence F0 is found.
 *
 * @param method see {@link Method}
 * @param windowSeconds length of the running window, s
 * @param percentile of the window (or, for a constant, of the whole trace), 0 to 100
 * @param smoothingSeconds running mean taken before, s; 0 for none
 * @param floor the smallest F0 that is divided by, in units of F; NaN takes the trace's own noise, below which a
 *          baseline cannot be told from zero
 */
public record BaselineParameters(Method method, double windowSeconds, double percentile, double smoothingSeconds, double floor) {

	/** What is taken for F0. */
	public enum Method {
		/** Running percentile. */
		PERCENTILE,
		/** Running maximum of the running minimum of the smoothed trace: follows the lower envelope closely. */
		MAXIMIN,
		/** One value for the whole trace. */
		CONSTANT
	}

	/** 10th percentile of 120 s. */
	public static final BaselineParameters DEFAULT = new BaselineParameters(Method.PERCENTILE, 120, 10, 0, Double.NaN);

	/** 10th percentile of the last 30 s, as the closed loop takes it. */
	public static final BaselineParameters ONLINE = new BaselineParameters(Method.PERCENTILE, 30, 10, 0, Double.NaN);

	/** Maximin of 60 s after a running mean of 1 s. */
	public static final BaselineParameters MAXIMIN = new BaselineParameters(Method.MAXIMIN, 60, 10, 1, Double.NaN);

	/** 10th percentile of the whole trace. */
	public static final BaselineParameters CONSTANT = new BaselineParameters(Method.CONSTANT, 120, 10, 0, Double.NaN);

	public BaselineParameters {
		if (!(windowSeconds > 0)) throw new IllegalArgumentException("A baseline window is longer than 0 s, not " + windowSeconds);
		if (!(percentile >= 0 && percentile <= 100)) throw new IllegalArgumentException(
			"A baseline percentile lies between 0 and 100, not at " + percentile);
		if (!(smoothingSeconds >= 0)) throw new IllegalArgumentException(
			"Baseline smoothing takes 0 s or more, not " + smoothingSeconds);
		if (floor <= 0) throw new IllegalArgumentException("The smallest baseline to divide by is positive, not " + floor);
	}

	public BaselineParameters withWindow(final double seconds) {
		return new BaselineParameters(method, seconds, percentile, smoothingSeconds, floor);
	}

	public BaselineParameters withPercentile(final double p) {
		return new BaselineParameters(method, windowSeconds, p, smoothingSeconds, floor);
	}

	public BaselineParameters withFloor(final double f) {
		return new BaselineParameters(method, windowSeconds, percentile, smoothingSeconds, f);
	}
}

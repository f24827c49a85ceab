package org.apical.signal;

/** Magnitude of an event taken from dF/F0 itself: the peak around it above the mean just before. */
public final class DffMagnitudes {

	/** The indicator peaks later than the rate that is inferred from it. */
	private static final double PEAK_BEFORE_S = 0.25, PEAK_AFTER_S = 1, BASE_FROM_S = 1, BASE_TO_S = 0.25;

	private DffMagnitudes() {}

	/**
	 * @param dff trace
	 * @param frame of the inferred rate's peak
	 * @param rateHz frames a second
	 * @return height above the mean of 1 s to 0.25 s before, in dF/F0; NaN where all frames of either are bad
	 */
	public static double of(final float[] dff, final int frame, final double rateHz) {
		double peak = Double.NaN, base = 0;
		int good = 0;
		final int from = clamp(frame - PEAK_BEFORE_S * rateHz, dff), to = clamp(frame + PEAK_AFTER_S * rateHz, dff);
		for (int t = from; t <= to; t++) if (Float.isFinite(dff[t]) && !(dff[t] <= peak)) peak = dff[t];
		final int baseFrom = clamp(frame - BASE_FROM_S * rateHz, dff), baseTo = clamp(frame - BASE_TO_S * rateHz, dff);
		for (int t = baseFrom; t <= baseTo; t++) {
			if (!Float.isFinite(dff[t])) continue;
			base += dff[t];
			good++;
		}
		return peak - base / good;
	}

	private static int clamp(final double frame, final float[] trace) {
		return (int) Math.max(0, Math.min(trace.length - 1, Math.round(frame)));
	}
}

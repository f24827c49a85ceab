package org.apical.motion;

import java.io.Serializable;
import java.util.Arrays;

import org.apical.recording.PixelType;

/**
 * Decides which frames cannot be trusted, from how well frames of the same movie usually agree with the template. It is
 * fixed before the first frame is judged, so a frame is judged alike live and afterwards.
 *
 * @param leastCorrelation a frame that agrees less is bad
 * @param saturation pixel value at which the detector is at its limit
 */
public record FrameTrust(double leastCorrelation, float saturation) implements Serializable {

	/** A frame with a larger share of saturated pixels is bad. */
	private static final double MOST_SATURATED = 0.1;

	/** So many pixels, spread over the frame, tell that share to half a percent. */
	private static final int LOOKED_AT = 1 << 13;

	/** Robust standard deviations below the median at which a frame is an outlier. */
	private static final double SIGMAS = 6;

	/** Smallest relative loss of correlation that is worth a mark. */
	private static final double LEAST_LOSS = 0.15;

	/** @param correlations {@linkplain MotionEstimator#typicalAgreement typical ones} of a sample of frames; NaN: not known */
	public static FrameTrust from(final double[] correlations, final PixelType type) {
		final double[] known = Arrays.stream(correlations).filter(c -> !Double.isNaN(c)).sorted().toArray();
		final float limit = type.isInteger() ? type.max() : Float.POSITIVE_INFINITY;
		if (known.length == 0) return new FrameTrust(Double.NEGATIVE_INFINITY, limit);
		final double median = known[known.length / 2];
		final double spread = 1.4826 * Arrays.stream(known).map(c -> Math.abs(c - median)).sorted().toArray()[known.length /
			2];
		return new FrameTrust(median - Math.max(SIGMAS * spread, LEAST_LOSS * Math.abs(median)), limit);
	}

	/**
	 * @param correlation the frame's {@linkplain MotionEstimator#typicalAgreement typical one}
	 * @param reach largest displacement searched, px
	 */
	public boolean isBad(final float[] frame, final Shift shift, final double correlation, final double reach) {
		return isBad(frame, shift.dy(), shift.dx(), shift.sigma(), correlation, reach);
	}

	/** The same from an estimator's last result. */
	public boolean isBad(final float[] frame, final MotionEstimator found, final double reach) {
		return isBad(frame, found.dy(), found.dx(), found.sigma(), found.typicalAgreement(), reach);
	}

	private boolean isBad(final float[] frame, final double dy, final double dx, final double sigma, final double correlation,
		final double reach)
	{
		if (Double.isNaN(sigma) || Double.isNaN(correlation) || correlation < leastCorrelation) return true;
		if (Math.abs(dy) >= reach || Math.abs(dx) >= reach) return true;
		return saturatedShare(frame) > MOST_SATURATED;
	}

	private double saturatedShare(final float[] frame) {
		if (Float.isInfinite(saturation)) return 0;
		// An odd step, so that no column is passed over.
		final int step = frame.length / LOOKED_AT | 1;
		int n = 0;
		int looked = 0;
		for (int i = 0; i < frame.length; i += step, looked++) if (frame[i] >= saturation) n++;
		return (double) n / looked;
	}
}

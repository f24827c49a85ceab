package org.apical.motion;

import java.io.Serializable;
import java.util.Arrays;

import org.apical.recording.PixelType;

/**
 * Decides which frames cannot be trusted, from how well frames of the same movie usually agree with the template. It is
 * fixed before the first frame is judged, so a frame is judged alike live and afterwards.
 *
 * @param leastTypical a frame that agrees less in its typical part is bad
 * @param leastWhole one that agrees less as a whole is, where the typical part is too dark to tell
 * @param saturation pixel value at which the detector is at its limit
 */
public record FrameTrust(double leastTypical, double leastWhole, float saturation) implements Serializable {

	/** A frame with a larger share of saturated pixels is bad. */
	private static final double MOST_SATURATED = 0.1;

	/** So many pixels, spread over the frame, tell that share to half a percent. */
	private static final int LOOKED_AT = 1 << 13;

	/** Robust standard deviations below the median at which a frame is an outlier. */
	private static final double SIGMAS = 6;

	/** Smallest relative losses of correlation that are worth a mark. Cells that flare up lower that of the whole frame. */
	private static final double LEAST_LOSS = 0.15;
	private static final double LEAST_LOSS_OF_WHOLE = 0.5;

	/**
	 * Both of a sample of frames, NaN where not known.
	 *
	 * @param typical {@linkplain MotionEstimator#typicalAgreement typical} correlations
	 * @param whole {@linkplain MotionEstimator#agreement whole frames'} correlations
	 */
	public static FrameTrust from(final double[] typical, final double[] whole, final PixelType type) {
		final double least = bar(typical, LEAST_LOSS);
		return new FrameTrust(least, least > 0 ? Double.NEGATIVE_INFINITY : bar(whole, LEAST_LOSS_OF_WHOLE), limit(type));
	}

	private static double bar(final double[] correlations, final double loss) {
		final double[] known = Arrays.stream(correlations).filter(c -> !Double.isNaN(c)).sorted().toArray();
		if (known.length == 0) return Double.NEGATIVE_INFINITY;
		final double median = known[known.length / 2];
		final double spread = 1.4826 * Arrays.stream(known).map(c -> Math.abs(c - median)).sorted().toArray()[known.length /
			2];
		return median - Math.max(SIGMAS * spread, loss * Math.abs(median));
	}

	private static float limit(final PixelType type) {
		return type.isInteger() ? type.max() : Float.POSITIVE_INFINITY;
	}

	/**
	 * @param frame that was last given to {@link MotionEstimator#agreement}
	 * @param found its last result
	 * @param reach largest displacement searched, px
	 */
	public boolean isBad(final float[] frame, final MotionEstimator found, final double reach) {
		return isBad(frame, found.dy(), found.dx(), found.sigma(), found.typicalAgreement(), found.wholeAgreement(), reach);
	}

	boolean isBad(final float[] frame, final double dy, final double dx, final double sigma, final double typical, final double whole,
		final double reach)
	{
		if (Double.isNaN(sigma) || Double.isNaN(typical) || typical < leastTypical || whole < leastWhole) return true;
		if (Math.abs(dy) >= reach || Math.abs(dx) >= reach) return true;
		return isSaturated(frame, saturation);
	}

	/** Whether so much of a frame is at the detector's limit that nothing is to be learnt from it. */
	static boolean isSaturated(final float[] frame, final PixelType type) {
		return isSaturated(frame, limit(type));
	}

	private static boolean isSaturated(final float[] frame, final float saturation) {
		if (Float.isInfinite(saturation)) return false;
		// An odd step, so that no column is passed over.
		final int step = frame.length / LOOKED_AT | 1;
		int n = 0;
		int looked = 0;
		for (int i = 0; i < frame.length; i += step, looked++) if (frame[i] >= saturation) n++;
		return n > MOST_SATURATED * looked;
	}
}

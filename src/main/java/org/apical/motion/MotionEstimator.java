package org.apical.motion;

/**
 * Finds how one frame's content stands against the template and moves it back. The estimate depends on the frame and the
 * template alone, so that a frame taken live and the same frame read later give the same numbers.
 *
 * <p>Not thread-safe: it owns its work arrays and remembers the last frame's displacement. Make one per thread with
 * {@link #fork()}.
 */
public interface MotionEstimator {

	/**
	 * Finds a frame's displacement and keeps it in {@link #dy}, {@link #dx} and {@link #sigma}, without allocating anything.
	 *
	 * @param frame row by row, of the template's size; NaN pixels are left out
	 */
	void locate(float[] frame);

	/** How far the last frame's content stands below the template, averaged over the frame, px; 0 where it tells nothing. */
	double dy();

	/** The same to the right. */
	double dx();

	/** The estimate's standard error per axis, px; NaN where the frame does not tell where it stands. */
	double sigma();

	/** {@link #locate} and its result in one. */
	default Shift estimate(final float[] frame) {
		locate(frame);
		return new Shift(dy(), dx(), sigma());
	}

	/**
	 * The last frame's displacement in detail; null where it is the same everywhere. The array is used again.
	 *
	 * @see MotionSink#motion
	 */
	float[] displacement();

	/** Correlation of a frame with the template at the last displacement, -1 to 1, or NaN for a frame without contrast. */
	double agreement(float[] frame);

	/**
	 * The same for the typical part of the frame last given to {@link #agreement}: the median over tiles. Cells that flare up
	 * do not lower it, a change of focus does.
	 */
	double typicalAgreement();

	/** What {@link #agreement} last gave. */
	double wholeAgreement();

	/**
	 * Moves a frame back by the last displacement.
	 *
	 * @param fill value of pixels that were never imaged
	 * @param out another array of the frame's size
	 */
	void correct(float[] frame, Interpolation how, float fill, float[] out);

	/** Another one for another thread. */
	MotionEstimator fork();
}

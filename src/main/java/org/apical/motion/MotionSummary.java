package org.apical.motion;

/**
 * The outcome of a whole correction. Images are row by row, of the movie's size.
 *
 * @param template what the frames were compared with
 * @param mean mean of the corrected frames that are not bad, of the reference channel; NaN where never imaged
 * @param meanBefore mean of the same frames before correction
 * @param crispnessBefore Frobenius norm of the gradient of the mean image before, in the movie's units, measured between
 *          two halves of the frames so that noise adds nothing to it
 * @param crispnessAfter the same after
 * @param correlationBefore mean correlation of a sample of frames with the mean of the others, before
 * @param correlationAfter the same after
 * @param residualPx RMS displacement, per axis, that a second estimate still finds in a sample of corrected frames, px
 * @param badFrames number of frames marked bad
 * @param frames number of frames
 * @param valid the area imaged in every frame that is not bad: top, left, bottom, right (exclusive), px
 * @param scanPhasePx mean bidirectional offset that was removed, px; 0 where it was not asked for
 */
public record MotionSummary(Template template, float[] mean, float[] meanBefore, double crispnessBefore,
	double crispnessAfter, double correlationBefore, double correlationAfter, double residualPx, int badFrames, int frames,
	int[] valid, double scanPhasePx)
{}

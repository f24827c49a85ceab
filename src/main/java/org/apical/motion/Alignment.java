package org.apical.motion;

/**
 * All that is needed to align a movie's frames, known before the first one is corrected: what live and later correction
 * share.
 *
 * @param model the template, ready for use
 * @param estimator the motion model's estimator; {@linkplain MotionEstimator#fork() fork} it for each thread
 * @param trust judges frames
 * @param sample numbers of the frames it was learnt from
 */
public record Alignment(TemplateModel model, MotionEstimator estimator, FrameTrust trust, int[] sample) {}

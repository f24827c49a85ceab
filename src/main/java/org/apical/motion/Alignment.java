package org.apical.motion;

import java.util.Arrays;
import java.util.List;

/**
 * All that is needed to align a movie's frames, known before the first one is corrected: what live and later correction
 * share. Immutable.
 */
public final class Alignment {

	private final TemplateModel model;
	private final MotionEstimator estimator;
	private final FrameTrust trust;
	private final int[] sample;
	private final List<MotionEstimator> leaveOut;

	/**
	 * @param sample numbers, in rising order, of the frames that the template was made from
	 * @param leaveOut estimators on the template without part k, for the sample's frames k, k + n, k + 2n, …; empty to use
	 *          the same estimator for all frames
	 */
	Alignment(final TemplateModel model, final MotionEstimator estimator, final FrameTrust trust, final int[] sample,
		final List<MotionEstimator> leaveOut)
	{
		this.model = model;
		this.estimator = estimator;
		this.trust = trust;
		this.sample = sample;
		this.leaveOut = List.copyOf(leaveOut);
	}

	/** The template, ready for use. */
	public TemplateModel model() {
		return model;
	}

	/** Judges frames. */
	public FrameTrust trust() {
		return trust;
	}

	/** Numbers of the frames that were looked at, in rising order. */
	int[] sample() {
		return sample;
	}

	/**
	 * The estimator for frames that did not go into the template; {@linkplain MotionEstimator#fork() fork} it for each
	 * thread.
	 */
	public MotionEstimator estimator() {
		return estimator;
	}

	/** A thread's own estimators. A frame that went into the template is compared with the average of the others. */
	final class Estimators {

		private final MotionEstimator all = estimator.fork();
		private final MotionEstimator[] parts = leaveOut.stream().map(MotionEstimator::fork).toArray(MotionEstimator[]::new);

		MotionEstimator of(final int frame) {
			final int i = parts.length == 0 ? -1 : Arrays.binarySearch(sample, frame);
			return i < 0 ? all : parts[i % parts.length];
		}
	}
}

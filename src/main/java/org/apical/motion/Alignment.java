package org.apical.motion;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * All that is needed to align a movie's frames, known before the first one is corrected: what live and later correction
 * share. Immutable. The estimators do not travel to another machine; they are made there again.
 */
public final class Alignment implements Serializable {

	private static final long serialVersionUID = 1;

	private final MotionParameters parameters;
	private final TemplateModel model;
	private final SmoothnessPrior prior;
	private final FrameTrust trust;
	private final int[] sample;
	private final List<TemplateModel> withoutParts;
	private final transient MotionEstimator estimator;
	private final transient List<MotionEstimator> leaveOut;

	/**
	 * @param prior of the displacement within frames; null where whole frames move
	 * @param sample numbers, in rising order, of the frames that the template was made from
	 * @param withoutParts templates without part k, for the sample's frames k, k + n, k + 2n, …; empty to use the same one for
	 *          all frames
	 */
	Alignment(final MotionParameters parameters, final TemplateModel model, final SmoothnessPrior prior, final FrameTrust trust,
		final int[] sample, final List<TemplateModel> withoutParts)
	{
		this.parameters = parameters;
		this.model = model;
		this.prior = prior;
		this.trust = trust;
		this.sample = sample;
		this.withoutParts = List.copyOf(withoutParts);
		estimator = parameters.estimator(model, prior);
		leaveOut = this.withoutParts.stream().map(m -> parameters.estimator(m, prior)).toList();
	}

	private Object readResolve() {
		return new Alignment(parameters, model, prior, trust, sample, withoutParts);
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

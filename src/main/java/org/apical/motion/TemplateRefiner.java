package org.apical.motion;

import java.io.IOException;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * Makes a template finer where displacement changes within frames: learns how it changes, where the template's parts belong,
 * and averages a sample of frames again, each moved back in detail.
 */
final class TemplateRefiner {

	/**
	 * Parts of the average. A frame is compared with all but one of them, and the noise of fewer frames would cost more where each
	 * knot has but a part of the frame's light; each part takes a prepared template, of which large frames afford fewer.
	 */
	private static final int PARTS = 8;
	private static final int PARTS_OF_LARGE = 4;
	private static final int LARGE = 1 << 21;

	/** Frames from which the motion within frames is learnt. */
	private static final int LEARNING_SAMPLE = 48;
	/** Frames from which it is learnt how the template is bent. */
	private static final int BEND_SAMPLE = 1000;

	private final Movie movie;
	private final MotionParameters parameters;
	private final int[] sample;
	private final boolean[] agrees;
	private final Progress progress;

	/**
	 * @param sample frame numbers
	 * @param agrees which frames of the sample go into the average
	 */
	TemplateRefiner(final Movie movie, final MotionParameters parameters, final int[] sample, final boolean[] agrees,
		final Progress progress)
	{
		this.movie = movie;
		this.parameters = parameters;
		this.sample = sample;
		this.agrees = agrees;
		this.progress = progress;
	}

	/**
	 * Averages the sample again, each frame moved back in detail by an estimator that has not seen it.
	 *
	 * @param halves estimators on templates of half of the sample each, {@link TemplateBuilder#halves}
	 * @param typical filled with how well each frame of the sample agrees in its typical part
	 * @param whole filled with how well it does altogether
	 */
	AlignedAverage average(final FieldEstimator[] halves, final double[] typical, final double[] whole) throws IOException {
		final int parts = movie.pixels() < LARGE ? PARTS : PARTS_OF_LARGE;
		final AlignedAverage next = new AlignedAverage(movie.width(), movie.height(), parts);
		fields(halves, sample.length, (i, slot) -> {
			typical[i] = slot.typical;
			whole[i] = slot.whole;
			progress.update("Making the template", i + 1, sample.length);
			if (agrees[i]) next.add(slot.aligned, 0, 0, i % parts);
		});
		return next;
	}

	/**
	 * Tells the estimators how their templates are bent, as far as more frames than the sample's can tell: where a template's
	 * parts belong is the mean of where they are seen.
	 */
	void unbend(final FieldEstimator[] halves) throws IOException {
		final int n = Math.min(BEND_SAMPLE, movie.frames());
		if (n <= sample.length) return;
		final int knots = halves[0].fit.knots.length;
		final double[][] sum = new double[halves.length][knots];
		final int[] count = new int[halves.length];
		FrameStream.run(0, n, parameters.threads(), () -> new FieldSlot(halves, movie.pixels()), (k, slot) -> {
			movie.read((int) ((k + 0.5) * movie.frames() / n), slot.frame);
			slot.found = slot.estimators[k % halves.length].follow(slot.frame, 1);
		}, (k, slot) -> {
			progress.update("Making the template", k + 1, n);
			final int half = k % halves.length;
			if (!slot.found) return;
			count[half]++;
			for (int i = 0; i < knots; i++) sum[half][i] += slot.estimators[half].fit.knots[i];
		});
		for (int h = 0; h < halves.length; h++) {
			if (count[h] == 0) continue;
			for (int axis = 0; axis < 2; axis++) {
				double mean = 0;
				for (int i = axis; i < knots; i += 2) mean += sum[h][i] * 2 / knots;
				// the whole template's place stays
				for (int i = axis; i < knots; i += 2) sum[h][i] = (sum[h][i] - mean) / count[h];
			}
			halves[h].unbend(sum[h]);
		}
	}

	/** Learns how displacement changes within the sample's frames. */
	SmoothnessPrior learn(final FieldEstimator[] halves, final SmoothnessLearner learner) throws IOException {
		fields(halves, Math.min(LEARNING_SAMPLE, sample.length), (i, slot) -> {
			if (agrees[i]) learner.add(slot.estimators[i % slot.estimators.length].fit);
		});
		return learner.learn();
	}

	private static final class FieldSlot {

		final float[] frame;
		final float[] aligned;
		final FieldEstimator[] estimators;
		boolean found;
		double typical;
		double whole;

		FieldSlot(final FieldEstimator[] shared, final int pixels) {
			frame = new float[pixels];
			aligned = new float[pixels];
			estimators = new FieldEstimator[shared.length];
			for (int k = 0; k < shared.length; k++) estimators[k] = shared[k].fork();
		}
	}

	/** Runs the estimators, taking turns, over frames spread evenly through the sample. */
	private void fields(final FieldEstimator[] shared, final int n, final FrameStream.Sink<FieldSlot> sink) throws IOException {
		final int[] pick = new int[n];
		for (int k = 0; k < n; k++) pick[k] = (int) ((long) k * sample.length / n);
		FrameStream.run(0, n, parameters.threads(), () -> new FieldSlot(shared, movie.pixels()), (k, slot) -> {
			final int i = pick[k];
			movie.read(sample[i], slot.frame);
			final FieldEstimator estimator = slot.estimators[i % slot.estimators.length];
			estimator.estimate(slot.frame);
			// whole pixels, so that the average's noise stays white
			estimator.correct(slot.frame, Interpolation.NEAREST, Float.NaN, slot.aligned);
			slot.whole = estimator.agreement(slot.frame);
			slot.typical = estimator.typicalAgreement();
		}, (k, slot) -> sink.accept(pick[k], slot));
	}
}

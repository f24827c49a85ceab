package org.apical.motion;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * Learns from a sample of a movie all that aligning it needs: the template, the detector's noise, how far displacement
 * changes within frames, and how well frames usually agree.
 */
final class AlignmentBuilder {

	/**
	 * Where the template's frames are less than one in so many, what they gain by being compared with the average of the
	 * others does not matter.
	 */
	private static final int LEAVE_OUT_BELOW = 10;

	/** Times that the template is averaged again once frames can be moved back in detail. */
	private static final int FIELD_ROUNDS = 2;

	private final Movie movie;
	private final MotionParameters parameters;
	private final TemplateBuilder builder;

	AlignmentBuilder(final Movie movie, final MotionParameters parameters, final Progress progress) {
		this.movie = movie;
		this.parameters = parameters;
		builder = new TemplateBuilder(movie, parameters, progress);
	}

	/** @param given template to use, or null to make it from the movie */
	Alignment build(final Template given) throws IOException {
		if (given != null) {
			final TemplateModel model = builder.build(given);
			final SmoothnessPrior prior = isRigid() ? null : learn(openPrior(), model);
			return new Alignment(parameters, model, prior, builder.trust(), builder.sample(), List.of());
		}
		TemplateModel model = builder.build();
		final NoiseModel noise = model.noise();
		SmoothnessPrior prior = null;
		if (!isRigid()) {
			TemplateModel[] halves = builder.halves(noise);
			prior = learn(openPrior(), halves);
			for (int round = 0; round < FIELD_ROUNDS; round++) {
				final FieldEstimator[] estimators = fields(halves, prior);
				if (round == FIELD_ROUNDS - 1) builder.refiner().unbend(estimators);
				builder.average(estimators);
				halves = builder.halves(noise);
				prior = learn(prior, halves);
			}
			model = builder.whole(noise);
		}
		final boolean leavesOut = movie.frames() > 1 && movie.frames() <= LEAVE_OUT_BELOW * builder.sample().length;
		return new Alignment(parameters, model, prior, builder.trust(), builder.sample(), leavesOut ? List.of(builder.withoutParts(
			model)) : List.of());
	}

	private boolean isRigid() {
		return parameters.model() == MotionModel.RIGID;
	}

	private FieldEstimator[] fields(final TemplateModel[] models, final SmoothnessPrior prior) {
		return Arrays.stream(models).map(m -> parameters.estimator(m, prior)).toArray(FieldEstimator[]::new);
	}

	private SmoothnessPrior learn(final SmoothnessPrior prior, final TemplateModel... models) throws IOException {
		return builder.refiner().learn(fields(models, prior), new SmoothnessLearner(geometry(), extent()));
	}

	private SmoothnessPrior openPrior() {
		return SmoothnessLearner.open(extent());
	}

	private KnotGeometry geometry() {
		return parameters.model() == MotionModel.LINES ? ScanLineKnots.of(movie.height()) : TileKnots.of(movie.width(), movie
			.height());
	}

	private double extent() {
		return parameters.model() == MotionModel.LINES ? movie.height() : Math.max(movie.width(), movie.height());
	}
}

package org.apical.motion;

import java.io.IOException;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * Makes a template from a movie: a sample of frames is aligned coarsely among itself, averaged, and aligned to the average
 * again at full size until the displacements stop changing. Frames that agree poorly are left out. Along the way it
 * measures the detector's noise and how well frames usually agree.
 *
 * <p>Only small copies of the sample are held in memory; full-size frames are read again in every round.
 */
final class TemplateBuilder {

	private static final int SAMPLE = 300;
	private static final int ROUNDS = 4;
	/** RMS change of the displacements at which the template counts as settled, px. */
	private static final double SETTLED_PX = 0.05;
	/** A frame that is found this much less clearly than the median frame is left out of the average. */
	private static final double LEAST_CLARITY = 0.6;

	private final Movie movie;
	private final MotionParameters parameters;
	private final Progress progress;
	private final int[] sample;
	private final double[] dy;
	private final double[] dx;
	private final double[] clarity;
	private final double[] correlation;

	TemplateBuilder(final Movie movie, final MotionParameters parameters, final Progress progress) {
		this.movie = movie;
		this.parameters = parameters;
		this.progress = progress;
		final int n = Math.min(SAMPLE, movie.frames());
		sample = new int[n];
		for (int i = 0; i < n; i++) sample[i] = (int) ((i + 0.5) * movie.frames() / n);
		dy = new double[n];
		dx = new double[n];
		clarity = new double[n];
		correlation = new double[n];
	}

	/** Numbers of the frames that were looked at. */
	int[] sample() {
		return sample;
	}

	/** What frames of this movie can be expected to look like; known after a build. */
	FrameTrust trust() {
		return FrameTrust.from(correlation, movie.pixelType());
	}

	/** Makes the template from the movie itself. */
	TemplateModel build() throws IOException {
		coarse();
		AlignedAverage average = new AlignedAverage(movie.width(), movie.height());
		round(0, null, average);
		TemplateModel model = model(average);
		for (int round = 1; round <= ROUNDS; round++) {
			average = new AlignedAverage(movie.width(), movie.height());
			final double change = round(round, model, average);
			model = model(average);
			if (change < SETTLED_PX && round > 1) break;
		}
		return model;
	}

	/** Takes a given template and only learns the noise and the usual agreement. */
	TemplateModel build(final Template given) throws IOException {
		final AlignedAverage whole = new AlignedAverage(movie.width(), movie.height());
		whole.add(given.pixels(), 0, 0);
		TemplateModel model = new TemplateModel(given, whole.noise(), 0, parameters.maxShiftPx());
		for (int round = 1; round <= 2; round++) {
			final AlignedAverage average = new AlignedAverage(movie.width(), movie.height());
			round(round, model, average);
			if (average.frames() > 0) model = new TemplateModel(given, average.noise(), 0, parameters.maxShiftPx());
		}
		return model;
	}

	private TemplateModel model(final AlignedAverage average) {
		return new TemplateModel(new Template(movie.width(), movie.height(), average.mean()), average.noise(), average
			.frames(), parameters.maxShiftPx());
	}

	private void coarse() throws IOException {
		final int w = movie.width();
		final int h = movie.height();
		final int levels = Pyramid.levelsFor(w, h, TemplateModel.COARSEST_SIDE);
		final int top = levels - 1;
		final float[][] small = new float[sample.length][];
		final class Slot {

			final float[] frame = new float[w * h];
			final Pyramid pyramid = new Pyramid(w, h, levels);
		}
		FrameStream.run(0, sample.length, parameters.threads(), Slot::new, (i, slot) -> {
			movie.read(sample[i], slot.frame);
			slot.pyramid.fill(slot.frame);
			small[i] = slot.pyramid.pixels[top].clone();
		}, (i, slot) -> progress.update("Reading a sample of frames", i + 1, sample.length));
		final CoarseAlignment alignment = new CoarseAlignment(small, w >> top, h >> top, (int) Math.ceil(parameters
			.maxShiftPx() / (1 << top)) + 1);
		for (int i = 0; i < sample.length; i++) {
			dy[i] = alignment.dy[i] * (1 << top);
			dx[i] = alignment.dx[i] * (1 << top);
			clarity[i] = alignment.z[i];
		}
	}

	/**
	 * Aligns every frame of the sample to the model (if there is one) and averages those that agree.
	 *
	 * @return RMS change of the displacements against the round before, px
	 */
	private double round(final int round, final TemplateModel model, final AlignedAverage average) throws IOException {
		final int w = movie.width();
		final int h = movie.height();
		final boolean[] agrees = agreeing();
		final double centreY = CoarseAlignment.median(dy);
		final double centreX = CoarseAlignment.median(dx);
		final RigidEstimator shared = model == null ? null : new RigidEstimator(model, parameters.maxShiftPx());
		final class Slot {

			final float[] frame = new float[w * h];
			final RigidEstimator estimator = shared == null ? null : shared.fork();
			double change;
		}
		final double[] change = new double[1];
		final int[] used = new int[1];
		FrameStream.run(0, sample.length, parameters.threads(), Slot::new, (i, slot) -> {
			movie.read(sample[i], slot.frame);
			if (slot.estimator == null) return;
			final Shift shift = round == 1 ? slot.estimator.estimate(slot.frame) : slot.estimator.estimate(slot.frame,
				new Shift(dy[i], dx[i], 0));
			correlation[i] = slot.estimator.agreement(slot.frame);
			clarity[i] = Double.isNaN(shift.sigma()) ? 0 : slot.estimator.clarity();
			slot.change = Math.hypot(shift.dy() - dy[i], shift.dx() - dx[i]);
			dy[i] = shift.dy();
			dx[i] = shift.dx();
		}, (i, slot) -> {
			progress.update("Making the template", (long) round * sample.length + i + 1, (ROUNDS + 1L) * sample.length);
			if (!agrees[i]) return;
			average.add(slot.frame, dy[i] - centreY, dx[i] - centreX);
			change[0] += slot.change * slot.change;
			used[0]++;
		});
		return Math.sqrt(change[0] / Math.max(1, used[0]));
	}

	/** Which frames were found clearly in the round before. */
	private boolean[] agreeing() {
		final double least = LEAST_CLARITY * CoarseAlignment.median(clarity);
		final boolean[] agrees = new boolean[clarity.length];
		for (int i = 0; i < agrees.length; i++) agrees[i] = clarity[i] >= least;
		return agrees;
	}
}

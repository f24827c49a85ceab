package org.apical.motion;

import java.io.IOException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * Makes a template from a movie: a sample of frames is aligned coarsely among itself, averaged, and aligned to the average
 * of the others again at full size until the displacements stop changing. Frames that agree poorly are left out. Dim
 * movies are then averaged over more frames. Along the way it measures the detector's noise and how well frames usually
 * agree.
 *
 * <p>Only small copies of the sample are held in memory; full-size frames are read again in every round.
 */
final class TemplateBuilder {

	private static final int SAMPLE = 240;
	private static final int LARGEST_SAMPLE = 1500;
	/** Photons per pixel that the whole template should hold; with fewer its own noise adds to the error. */
	private static final double WANTED_PHOTONS = 1600;
	/** Photons per pixel that suffice while the displacements settle. */
	private static final double SETTLING_PHOTONS = 400;
	/** Frames that are always used, so that a few odd ones do not count. */
	private static final int LEAST_SAMPLE = 60;
	private static final int ROUNDS = 3;
	/** RMS change of the displacements at which the template counts as settled, px. */
	private static final double SETTLED_PX = 0.1;
	/** A frame that is found this much less clearly than the median frame is left out of the average. */
	private static final double LEAST_CLARITY = 0.6;
	/** Parts of the average; frames take turns. */
	private static final int PARTS = 4;
	/** Those that hold the even and the odd frames of the sample, however many parts there are. */
	private static final int[] HALVES = { 0x55555555, 0xAAAAAAAA };

	private final Movie movie;
	private final MotionParameters parameters;
	private final Progress progress;
	private AlignedAverage average;
	/** What pixels vary beside the noise; none until frames are moved back as well as they can be, else it would be motion. */
	private float[] excess;
	private int[] sample;
	private double[] dy;
	private double[] dx;
	private double[] clarity;
	private double[] typical;
	private double[] whole;

	TemplateBuilder(final Movie movie, final MotionParameters parameters, final Progress progress) {
		this.movie = movie;
		this.parameters = parameters;
		this.progress = progress;
		excess = new float[movie.pixels()];
		takeSample(Math.min(SAMPLE, movie.frames()));
	}

	private void takeSample(final int n) {
		sample = new int[n];
		for (int i = 0; i < n; i++) sample[i] = (int) ((i + 0.5) * movie.frames() / n);
		dy = new double[n];
		dx = new double[n];
		clarity = new double[n];
		typical = new double[n];
		whole = new double[n];
	}

	/** Numbers of the frames that were looked at; number i went into part i modulo the number of {@link #withoutParts parts}. */
	int[] sample() {
		return sample;
	}

	/** What frames of this movie can be expected to look like; known after a build. */
	FrameTrust trust() {
		return FrameTrust.from(typical, whole, movie.pixelType());
	}

	/** Makes the template from the movie itself. */
	TemplateModel build() throws IOException {
		coarse();
		round(new TemplateModel[0], false);
		final double photons = photons(average.noise());
		thin(SETTLING_PHOTONS / photons);
		// All against one average first: two halves would each keep the coarse displacements' mean error as their place.
		round(new TemplateModel[] { model(average.noise()) }, true);
		for (int round = 1; round <= ROUNDS; round++) {
			if (round(halves(average.noise()), false) < SETTLED_PX) break;
		}
		final int wanted = within(WANTED_PHOTONS / photons, SAMPLE, Math.min(LARGEST_SAMPLE, movie.frames()));
		if (wanted > 1.3 * sample.length) {
			final TemplateModel model = model(average.noise());
			final double least = leastClarity();
			takeSample(wanted);
			round(new TemplateModel[] { model }, true, i -> clarity[i] >= least);
		}
		if (parameters.model() == MotionModel.RIGID) excess = average.excessVariance(average.noise());
		return model(average.noise());
	}

	/** Keeps about so many frames of the sample, spread evenly. */
	private void thin(final double wanted) {
		final int n = sample.length;
		final int step = Math.max(1, n / within(wanted, LEAST_SAMPLE, n));
		final int[] kept = IntStream.range(0, n / step).map(i -> i * step + step / 2).toArray();
		sample = IntStream.of(kept).map(i -> sample[i]).toArray();
		dy = IntStream.of(kept).mapToDouble(i -> dy[i]).toArray();
		dx = IntStream.of(kept).mapToDouble(i -> dx[i]).toArray();
		clarity = IntStream.of(kept).mapToDouble(i -> clarity[i]).toArray();
		typical = new double[kept.length];
		whole = new double[kept.length];
	}

	private static int within(final double wanted, final int least, final int most) {
		return (int) Math.min(most, Math.max(least, wanted));
	}

	/**
	 * The templates as they would be without one part of the sample each, for the frames of that part. Where they stand is
	 * measured: parts of a sample differ in it by a good share of a frame's own error.
	 *
	 * @param whole the template of all parts
	 */
	TemplateModel[] withoutParts(final TemplateModel whole) throws IOException {
		final int[] parts = new int[average.parts()];
		final Shift[] places = new Shift[parts.length];
		final RigidEstimator place = new RigidEstimator(whole, parameters.maxShiftPx());
		for (int k = 0; k < parts.length; k++) {
			parts[k] = 1 << k;
			final Shift found = place.estimate(average.mean(parts[k]), whole.origin());
			places[k] = Double.isNaN(found.sigma()) ? whole.origin() : found;
		}
		return models(parts, whole.noise(), places);
	}

	/** The templates for the sample's even and odd members: each that of the others. */
	TemplateModel[] halves(final NoiseModel noise) throws IOException {
		return models(HALVES, noise, IntStream.of(HALVES).map(this::leftOut).mapToObj(average::origin).toArray(Shift[]::new));
	}

	private TemplateModel[] models(final int[] without, final NoiseModel noise, final Shift... origins) throws IOException {
		final TemplateModel[] models = new TemplateModel[without.length];
		FrameStream.run(0, models.length, parameters.threads(), Object::new, (k, slot) -> models[k] = model(without[k], noise, origins[k]), (
			k, slot) -> progress.update("Preparing the template", k + 1, models.length));
		return models;
	}

	/** Takes a given template and only learns the noise and the usual agreement. */
	TemplateModel build(final Template given) throws IOException {
		final AlignedAverage alone = new AlignedAverage(movie.width(), movie.height(), 1);
		alone.add(given.pixels(), 0, 0, 0);
		TemplateModel model = new TemplateModel(given, alone.noise(), 0, parameters.maxShiftPx());
		for (int round = 1; round <= 2; round++) {
			round(new TemplateModel[] { model }, round == 1);
			model = new TemplateModel(given, average.noise(), 0, parameters.maxShiftPx());
		}
		return model;
	}

	/**
	 * Averages the sample again, each frame moved back in detail by an estimator that has not seen it.
	 *
	 * @param halves estimators on the templates of {@link #halves}
	 */
	void average(final FieldEstimator[] halves) throws IOException {
		average = refiner().average(halves, typical, whole);
		excess = average.excessVariance(average.noise());
	}

	/** Makes the template finer from the sample as it is now. */
	TemplateRefiner refiner() {
		return new TemplateRefiner(movie, parameters, sample, agreeing(), progress);
	}

	/** The template from all of the sample that agrees. */
	TemplateModel whole(final NoiseModel noise) {
		return model(noise);
	}

	/** Mean photons of a pixel in one frame; infinite where the noise does not grow with the light. */
	private double photons(final NoiseModel noise) {
		if (noise.gain() <= 0) return Double.POSITIVE_INFINITY;
		double variance = 0;
		int n = 0;
		for (final float v : average.mean(0)) if (!Float.isNaN(v)) {
			variance += noise.variance(v);
			n++;
		}
		return variance / n / (noise.gain() * noise.gain());
	}

	/** Nothing is left out where nothing would remain. */
	private int leftOut(final int parts) {
		return average.frames(parts) == 0 ? 0 : parts;
	}

	private TemplateModel model(final NoiseModel noise) {
		return model(0, noise, average.origin(0));
	}

	private TemplateModel model(final int without, final NoiseModel noise, final Shift origin) {
		final int left = leftOut(without);
		return new TemplateModel(new Template(movie.width(), movie.height(), average.mean(left)), noise, excess, average.frames(left),
			parameters.maxShiftPx(), origin);
	}

	private void coarse() throws IOException {
		final int w = movie.width();
		final int h = movie.height();
		final int levels = Pyramid.levelsFor(w, h, TemplateModel.SEARCHED_SIDE);
		final int top = levels - 1;
		final float[][] small = new float[sample.length][];
		final boolean[] saturated = new boolean[sample.length];
		final class Slot {

			final float[] frame = new float[w * h];
			final Pyramid pyramid = new Pyramid(w, h, levels);
		}
		FrameStream.run(0, sample.length, parameters.threads(), Slot::new, (i, slot) -> {
			movie.read(sample[i], slot.frame);
			slot.pyramid.fill(slot.frame);
			small[i] = slot.pyramid.level(top).clone();
			saturated[i] = FrameTrust.isSaturated(slot.frame, movie.pixelType());
		}, (i, slot) -> progress.update("Reading a sample of frames", i + 1, sample.length));
		final CoarseAlignment alignment = new CoarseAlignment(small, w >> top, h >> top, (int) Math.ceil(parameters
			.maxShiftPx() / (1 << top)) + 1, parameters.threads());
		for (int i = 0; i < sample.length; i++) {
			dy[i] = alignment.dy[i] * (1 << top);
			dx[i] = alignment.dx[i] * (1 << top);
			clarity[i] = saturated[i] ? 0 : alignment.z[i];
		}
	}

	/**
	 * Aligns every frame of the sample and averages those that agree.
	 *
	 * @param models what to align to, taking turns over the sample; none to average at the present displacements
	 * @param search whether to look for the frames everywhere, not only near their present displacements
	 * @return RMS change of the displacements, px
	 */
	private double round(final TemplateModel[] models, final boolean search) throws IOException {
		final boolean[] agrees = agreeing();
		return round(models, search, i -> agrees[i]);
	}

	private double round(final TemplateModel[] models, final boolean search, final IntPredicate agrees) throws IOException {
		final int w = movie.width();
		final int h = movie.height();
		final double centreY = CoarseAlignment.median(dy);
		final double centreX = CoarseAlignment.median(dx);
		final RigidEstimator[] shared = new RigidEstimator[models.length];
		for (int k = 0; k < shared.length; k++) shared[k] = new RigidEstimator(models[k], parameters.maxShiftPx());
		final class Slot {

			final float[] frame = new float[w * h];
			final RigidEstimator[] estimators = new RigidEstimator[shared.length];
			double change;

			Slot() {
				for (int k = 0; k < estimators.length; k++) estimators[k] = shared[k].fork();
			}
		}
		final AlignedAverage next = new AlignedAverage(w, h, PARTS);
		final double[] change = new double[1];
		FrameStream.run(0, sample.length, parameters.threads(), Slot::new, (i, slot) -> {
			movie.read(sample[i], slot.frame);
			if (slot.estimators.length == 0) return;
			final RigidEstimator estimator = slot.estimators[i % slot.estimators.length];
			final Shift shift = search ? estimator.estimate(slot.frame) : estimator.estimate(slot.frame, new Shift(dy[i], dx[i],
				0));
			whole[i] = estimator.agreement(slot.frame);
			typical[i] = estimator.typicalAgreement();
			clarity[i] = Double.isNaN(shift.sigma()) || FrameTrust.isSaturated(slot.frame, movie.pixelType()) ? 0 : estimator.clarity();
			slot.change = Math.hypot(shift.dy() - dy[i], shift.dx() - dx[i]);
			dy[i] = shift.dy();
			dx[i] = shift.dx();
		}, (i, slot) -> {
			progress.update("Making the template", i + 1, sample.length);
			if (!agrees.test(i)) return;
			next.add(slot.frame, dy[i] - centreY, dx[i] - centreX, i % PARTS);
			change[0] += slot.change * slot.change;
		});
		if (next.frames(0) > 0) average = next;
		return Math.sqrt(change[0] / Math.max(1, next.frames(0)));
	}

	private double leastClarity() {
		return LEAST_CLARITY * CoarseAlignment.median(clarity);
	}

	/** Which frames were found clearly in the round before. */
	private boolean[] agreeing() {
		final double least = leastClarity();
		final boolean[] agrees = new boolean[clarity.length];
		for (int i = 0; i < agrees.length; i++) agrees[i] = clarity[i] >= least;
		return agrees;
	}
}

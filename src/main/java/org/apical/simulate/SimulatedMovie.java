package org.apical.simulate;

import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Sampling;

/**
 * A two-photon movie of a moving {@link Scene} with its truth. Each frame depends on the seed and its own number alone
 * and is made when it is read, so a movie of any length costs no memory and any thread may read any frame.
 *
 * <p>Pixel (r, c) has the mean light of the scene, as bright as its neurons are just then ({@link Activity}), at (r - dy, c - dx), the displacement being {@link #movement()}'s, and
 * odd rows shifted by the scan phase on top; bleaching scales the whole; photon noise, gain, offset and rounding follow
 * ({@link Detector}).
 */
public final class SimulatedMovie implements Movie {

	private static final int NOISE = 7;

	/** What one thread needs to make a frame. */
	private final class Work {
		private final SplineImage.Work spline = new SplineImage.Work(scene.baseline().width());
		private final float[] displacement = new float[2 * (movement.deforms() ? pixels() : height())];
		private final SplineImage lit = activity.changes() ? scene.baseline().with(new float[scene.baseline().coefficients().length])
			: scene.baseline();
	}

	private final Scene scene;
	private final Movement movement;
	private final Detector detector;
	private final Bleaching bleaching;
	private final Activity activity;
	private final double startS;
	private final Sampling sampling;
	private final int frames;
	private final long seed;
	private final Queue<Work> idle = new ConcurrentLinkedQueue<>();

	/** A movie at 30 Hz of tissue that only moves: no bleaching, no activity. */
	public SimulatedMovie(final Scene scene, final MovementParameters movement, final Detector detector, final int frames,
		final long seed)
	{
		this(scene, movement, detector, Bleaching.NONE, 30, frames, seed);
	}

	/** A movie of tissue that moves and fades, without activity. */
	public SimulatedMovie(final Scene scene, final MovementParameters movement, final Detector detector,
		final Bleaching bleaching, final double rateHz, final int frames, final long seed)
	{
		this(scene, new Movement(movement, scene.parameters().width(), scene.parameters().height(), seed), new Activity(
			ActivityParameters.SILENT, List.of(scene), 0, seed), detector, bleaching, rateHz, 0, frames, seed);
	}

	/**
	 * @param activity of the planes of which this scene is one
	 * @param rateHz frames per second
	 * @param startS when frame 0 is taken, on the activity's clock, s
	 * @param frames number of frames
	 * @param seed of the noise
	 * @throws IllegalArgumentException where the tissue's margin is smaller than the largest displacement
	 */
	SimulatedMovie(final Scene scene, final Movement movement, final Activity activity, final Detector detector,
		final Bleaching bleaching, final double rateHz, final double startS, final int frames, final long seed)
	{
		final SceneParameters p = scene.parameters();
		this.scene = scene;
		this.movement = movement;
		this.activity = activity;
		this.detector = detector;
		this.bleaching = bleaching;
		this.startS = startS;
		this.frames = frames;
		this.seed = seed;
		sampling = new Sampling(rateHz, p.pixelUm(), p.pixelUm());
		// the spline reaches two coefficients further than the place that is sampled
		if (movement.bound() + 2 >= p.marginPx()) throw new IllegalArgumentException("Tissue may move by up to " + (int) Math.ceil(
			movement.bound()) + " px, which needs a margin of " + (int) Math.ceil(movement.bound() + 3) + " px, not " + p.marginPx());
		if (frames < 1) throw new IllegalArgumentException("A movie needs 1 frame or more, not " + frames);
	}

	@Override
	public int width() {
		return scene.parameters().width();
	}

	@Override
	public int height() {
		return scene.parameters().height();
	}

	@Override
	public int frames() {
		return frames;
	}

	@Override
	public PixelType pixelType() {
		return PixelType.UINT16;
	}

	@Override
	public Sampling sampling() {
		return sampling;
	}

	public Scene scene() {
		return scene;
	}

	/** The true displacements. */
	public Movement movement() {
		return movement;
	}

	public Detector detector() {
		return detector;
	}

	/** The true displacement of a frame, averaged over its pixels. */
	public Displacement truth(final int frame) {
		return movement.shift(check(frame));
	}

	@Override
	public void read(final int frame, final float[] into) {
		expected(frame, into);
		final SplittableRandom random = Seeds.random(seed, NOISE, frame);
		final PoissonSampler poisson = new PoissonSampler(random);
		final double gain = detector.gain(), offset = detector.offset(), noise = detector.readNoise();
		for (int i = pixels() - 1; i >= 0; i--) {
			double count = offset + gain * poisson.next(into[i]);
			if (noise > 0) count += noise * random.nextGaussian();
			into[i] = (float) Math.rint(Math.max(0, Math.min(65535, count)));
		}
	}

	/** The frame's noise-free image, photons. */
	public void expected(final int frame, final float[] into) {
		final Work work = prepare(frame);
		sample(frame, 0, 0, into, work);
		idle.add(work);
	}

	/**
	 * The bound on the standard deviation of this frame's shift per axis, px, for an estimator that knows the noise-free
	 * scene; see {@link CramerRaoBound#rigid}.
	 */
	public double bound(final int frame) {
		final float[][] images = images(frame);
		return CramerRaoBound.rigid(images[0], images[1], images[2], detector.extraVariance());
	}

	/** The same for row-wise displacement with free knots, as RMS over rows; see {@link CramerRaoBound#lines}. */
	public double lineBound(final int frame, final int knots) {
		final float[][] images = images(frame);
		return CramerRaoBound.lines(images[0], images[1], images[2], width(), knots, detector.extraVariance());
	}

	/** Expected image of a frame and its derivatives in y and in x, photons and photons per px. */
	public float[][] images(final int frame) {
		final float[][] images = new float[3][pixels()];
		final Work work = prepare(frame);
		sample(frame, 0, 0, images[0], work);
		sample(frame, 1, 0, images[1], work);
		sample(frame, 0, 1, images[2], work);
		idle.add(work);
		return images;
	}

	/** Light and displacement of a frame. */
	private Work prepare(final int frame) {
		check(frame);
		final Work ready = idle.poll();
		final Work work = ready == null ? new Work() : ready;
		if (activity.changes()) activity.light(scene.plane(), clock(frame), work.lit.coefficients());
		if (movement.deforms()) movement.field(frame, work.displacement);
		else movement.rows(frame, work.displacement);
		return work;
	}

	private void sample(final int frame, final int orderY, final int orderX, final float[] into, final Work work) {
		final float[] d = work.displacement;
		final double phase = movement.scanPhase(frame);
		final int width = width(), height = height();
		if (movement.deforms()) {
			for (int i = 0; i < pixels(); i++) {
				final int r = i / width;
				into[i] = work.lit.at(r - d[2 * i], i % width - d[2 * i + 1] - (r % 2) * phase, orderY, orderX, work.spline);
			}
		}
		else {
			for (int r = 0; r < height; r++) work.lit.row(r - d[2 * r], -d[2 * r + 1] - (r % 2) * phase, orderY, orderX, into, r *
				width, width, work.spline);
		}
		final float photons = (float) (detector.photons() * bleaching.at(clock(frame)));
		for (int i = 0; i < pixels(); i++) into[i] *= photons;
	}

	/** When a frame is taken on the activity's clock, s; planes scanned in turn lie a scan apart. */
	double clock(final int frame) {
		return startS + frame / sampling.rateHz();
	}

	private int check(final int frame) {
		if (frame < 0 || frame >= frames) throw new IndexOutOfBoundsException("Frame " + frame + " of " + frames);
		return frame;
	}
}

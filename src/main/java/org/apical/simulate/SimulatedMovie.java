package org.apical.simulate;

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
 * <p>Pixel (r, c) has the mean light of the scene at (r - dy, c - dx), the displacement being {@link #movement()}'s, and
 * odd rows shifted by the scan phase on top; bleaching scales the whole; photon noise, gain, offset and rounding follow
 * ({@link Detector}).
 */
public final class SimulatedMovie implements Movie {

	private static final int NOISE = 7;

	/** What one thread needs to make a frame. */
	private final class Work {
		private final SplineImage.Work spline = new SplineImage.Work(scene.baseline().width());
		private final float[] displacement = new float[2 * (movement.deforms() ? pixels() : height())];
	}

	private final Scene scene;
	private final Movement movement;
	private final Detector detector;
	private final Bleaching bleaching;
	private final Sampling sampling;
	private final int frames;
	private final long seed;
	private final Queue<Work> idle = new ConcurrentLinkedQueue<>();

	/**
	 * @param rateHz frames per second
	 * @param frames number of frames
	 * @param seed of movement and noise; the tissue has its own
	 * @throws IllegalArgumentException where the tissue's margin is smaller than the largest displacement
	 */
	public SimulatedMovie(final Scene scene, final MovementParameters movement, final Detector detector,
		final Bleaching bleaching, final double rateHz, final int frames, final long seed)
	{
		final SceneParameters p = scene.parameters();
		this.scene = scene;
		this.movement = new Movement(movement, p.width(), p.height(), seed);
		this.detector = detector;
		this.bleaching = bleaching;
		this.frames = frames;
		this.seed = seed;
		sampling = new Sampling(rateHz, p.pixelUm(), p.pixelUm());
		// the spline reaches two coefficients further than the place that is sampled
		if (this.movement.bound() + 2 >= p.marginPx()) throw new IllegalArgumentException("Tissue may move by up to " + Math.ceil(
			this.movement.bound()) + " px, which needs a margin of " + (int) Math.ceil(this.movement.bound() + 3) + " px, not " + p
				.marginPx());
		if (frames < 1) throw new IllegalArgumentException("A movie needs 1 frame or more, not " + frames);
	}

	/** A movie at 30 Hz without bleaching. */
	public SimulatedMovie(final Scene scene, final MovementParameters movement, final Detector detector, final int frames,
		final long seed)
	{
		this(scene, movement, detector, Bleaching.NONE, 30, frames, seed);
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
		render(frame, 0, 0, into);
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
		render(frame, 0, 0, images[0]);
		render(frame, 1, 0, images[1]);
		render(frame, 0, 1, images[2]);
		return images;
	}

	private void render(final int frame, final int orderY, final int orderX, final float[] into) {
		check(frame);
		Work work = idle.poll();
		if (work == null) work = new Work();
		final SplineImage image = scene.baseline();
		final float[] d = work.displacement;
		final double phase = movement.scanPhase(frame);
		final int width = width(), height = height();
		if (movement.deforms()) {
			movement.field(frame, d);
			for (int i = 0; i < pixels(); i++) {
				final int r = i / width;
				into[i] = image.at(r - d[2 * i], i % width - d[2 * i + 1] - (r % 2) * phase, orderY, orderX, work.spline);
			}
		}
		else {
			movement.rows(frame, d);
			for (int r = 0; r < height; r++) image.row(r - d[2 * r], -d[2 * r + 1] - (r % 2) * phase, orderY, orderX, into, r * width,
				width, work.spline);
		}
		final float photons = (float) (detector.photons() * bleaching.at(frame / sampling.rateHz()));
		for (int i = 0; i < pixels(); i++) into[i] *= photons;
		idle.add(work);
	}

	private int check(final int frame) {
		if (frame < 0 || frame >= frames) throw new IndexOutOfBoundsException("Frame " + frame + " of " + frames);
		return frame;
	}
}

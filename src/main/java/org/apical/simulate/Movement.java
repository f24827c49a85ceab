package org.apical.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The true displacement of every frame, row and pixel: how far the content stands from the still scene, in px, down and
 * right positive. Any frame can be asked for at once, from any thread.
 *
 * <p>A pixel at (r, c) of frame t shows the scene at (r - dy, c - dx), with the displacement taken at (t, r, c).
 */
public final class Movement {

	private static final int DRIFT = 1, JITTER = 3, JUMP = 5, LINE = 6, PHASE = 8;
	private static final long BLOCK = 1000, NEXT_AXIS = 1_000_000;

	private final MovementParameters p;
	private final int width;
	private final int height;
	private final long seed;
	private final int planes;
	private final int plane;
	private final SmoothNoise[] drift;
	private final SmoothNoise[] line;
	private final SmoothNoise phase;
	private final SmoothField[] block;
	private final double[] shake;

	/**
	 * @param width pixels in a row of the field
	 * @param height rows of the field
	 * @param seed equal seeds give equal movement
	 */
	public Movement(final MovementParameters parameters, final int width, final int height, final long seed) {
		this(parameters, width, height, seed, 1, 0, new double[0]);
	}

	/**
	 * The movement as one of several planes that are scanned in turn sees it.
	 *
	 * @param planes number of planes; times and knots of the parameters refer to single scans of any plane
	 * @param plane from 0
	 * @param shake a displacement in y that comes on top in each frame of the plane, px; empty for none
	 */
	Movement(final MovementParameters parameters, final int width, final int height, final long seed, final int planes,
		final int plane, final double[] shake)
	{
		this.shake = shake;
		this.p = parameters;
		this.width = width;
		this.height = height;
		this.seed = seed;
		this.planes = planes;
		this.plane = plane;
		drift = new SmoothNoise[] { new SmoothNoise(seed, DRIFT), new SmoothNoise(seed, DRIFT + 1) };
		line = new SmoothNoise[] { new SmoothNoise(seed, LINE), new SmoothNoise(seed, LINE + 1) };
		phase = new SmoothNoise(seed, PHASE);
		block = new SmoothField[] { new SmoothField(seed, BLOCK, p.blocks(), width, height), new SmoothField(seed, BLOCK +
			NEXT_AXIS, p.blocks(), width, height) };
	}

	public MovementParameters parameters() {
		return p;
	}

	/** Whether displacement differs between pixels of one row. */
	public boolean deforms() {
		return p.blockPx() > 0;
	}

	/** Mean displacement over the frame's pixels. */
	public Displacement shift(final int frame) {
		double dy = 0, dx = 0;
		final float[] rows = new float[2 * height];
		rows(frame, rows);
		for (int r = 0; r < height; r++) {
			dy += rows[2 * r] / height;
			dx += rows[2 * r + 1] / height;
		}
		return new Displacement(dy, dx);
	}

	/**
	 * Mean displacement of each row over its pixels, the scan phase left aside.
	 *
	 * @param into rows x 2, as dy, dx
	 */
	public void rows(final int frame, final float[] into) {
		final int scan = scan(frame);
		for (int axis = 0; axis < 2; axis++) {
			final double rigid = rigid(scan, axis);
			final SmoothField.Instant deformation = deforms() ? block[axis].at(scan / p.blockFrames()) : null;
			for (int r = 0; r < height; r++) {
				double d = rigid + line(scan, r, axis);
				if (deformation != null) {
					deformation.row(r);
					d += p.blockPx() * deformation.mean();
				}
				into[2 * r + axis] = (float) d;
			}
		}
	}

	/**
	 * Displacement of each pixel, the scan phase left aside.
	 *
	 * @param into rows x columns x 2, as dy, dx
	 */
	public void field(final int frame, final float[] into) {
		final int scan = scan(frame);
		for (int axis = 0; axis < 2; axis++) {
			final double rigid = rigid(scan, axis);
			final SmoothField.Instant deformation = block[axis].at(scan / p.blockFrames());
			for (int r = 0; r < height; r++) {
				final double row = rigid + line(scan, r, axis);
				deformation.row(r);
				for (int c = 0; c < width; c++) into[2 * (r * width + c) + axis] = (float) (row + p.blockPx() * deformation.value(c));
			}
		}
	}

	/** Columns by which odd rows stand to the right of even ones in this frame, px. */
	public double scanPhase(final int frame) {
		return p.scanPhasePx() + (p.scanPhaseDriftPx() > 0 ? p.scanPhaseDriftPx() * phase.at(scan(frame) / p.driftFrames()) : 0);
	}

	/** Whether this frame falls into a jump. */
	public boolean jumps(final int frame) {
		return jump(scan(frame), 0) != 0 || jump(scan(frame), 1) != 0;
	}

	/** No pixel is ever displaced further than this along an axis, px. */
	public double bound() {
		return SmoothNoise.BOUND * (p.driftPx() + p.linePx() + p.scanPhaseDriftPx()) + SmoothField.BOUND * p.blockPx() + 3 * p
			.jitterPx() + (p.jumpEvery() > 0 ? p.jumpPx() : 0) + Math.abs(p.scanPhasePx()) + Arrays.stream(shake).map(Math::abs).max().orElse(0);
	}

	/** Number of the scan in which a frame was taken, all planes counted. */
	private int scan(final int frame) {
		return frame * planes + plane;
	}

	private double rigid(final int scan, final int axis) {
		double d = jump(scan, axis);
		if (shake.length > 0 && axis == 0) d += shake[scan / planes];
		if (p.driftPx() > 0) d += p.driftPx() * drift[axis].at(scan / p.driftFrames());
		if (p.jitterPx() > 0) d += p.jitterPx() * Seeds.normal(seed, JITTER + axis, scan);
		return d;
	}

	private double jump(final int scan, final int axis) {
		if (p.jumpEvery() == 0 || p.jumpPx() == 0) return 0;
		final SplittableRandom random = Seeds.random(seed, JUMP, scan / p.jumpEvery());
		final int duration = 1 + random.nextInt(p.jumpFrames());
		final int since = scan % p.jumpEvery() - random.nextInt(p.jumpEvery() - duration + 1);
		if (since < 0 || since >= duration) return 0;
		final double angle = random.nextDouble(2 * Math.PI);
		final double length = p.jumpPx() * (0.5 + 0.5 * random.nextDouble());
		return length * (axis == 0 ? Math.sin(angle) : Math.cos(angle));
	}

	private double line(final int scan, final int row, final int axis) {
		if (p.linePx() == 0) return 0;
		return p.linePx() * line[axis].at((scan + (row + 0.5) / height) * p.knotsPerFrame());
	}
}

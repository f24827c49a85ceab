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

	private static final int DRIFT = 1, JITTER = 3, JUMP = 5, LINE = 6, PHASE = 8, BLOCK = 100;

	private final MovementParameters p;
	private final int width;
	private final int height;
	private final long seed;
	private final SmoothNoise[] drift;
	private final SmoothNoise[] line;
	private final SmoothNoise phase;
	private final SmoothNoise[] block;
	private final int side;
	/** For each row (column) the four spline weights of the block field and, last, the first coefficient's index. */
	private final double[][] blockRows;
	private final double[][] blockColumns;
	/** Mean weight of each coefficient along a row. */
	private final double[] blockMean;

	/**
	 * @param width pixels in a row of the field
	 * @param height rows of the field
	 * @param seed equal seeds give equal movement
	 */
	public Movement(final MovementParameters parameters, final int width, final int height, final long seed) {
		this.p = parameters;
		this.width = width;
		this.height = height;
		this.seed = seed;
		drift = pair(DRIFT);
		line = pair(LINE);
		phase = new SmoothNoise(seed, PHASE);
		side = p.blocks() + 3;
		block = new SmoothNoise[2 * side * side];
		Arrays.setAll(block, i -> new SmoothNoise(seed, BLOCK + i));
		blockRows = blockWeights(height);
		blockColumns = blockWeights(width);
		blockMean = new double[side];
		for (final double[] w : blockColumns) for (int k = 0; k < 4; k++) blockMean[(int) w[4] + k] += w[k] / width;
	}

	private SmoothNoise[] pair(final int stream) {
		return new SmoothNoise[] { new SmoothNoise(seed, stream), new SmoothNoise(seed, stream + 1) };
	}

	private double[][] blockWeights(final int length) {
		final double[][] weights = new double[length][5];
		for (int i = 0; i < length; i++) {
			final double place = (i + 0.5) / length * p.blocks();
			final int knot = (int) Math.floor(place);
			Spline.weights(place - knot, 0, weights[i]);
			weights[i][4] = knot;
		}
		return weights;
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
		final double[] rigid = rigid(frame);
		final double[][] coefficients = blockCoefficients(frame);
		final double[] knots = new double[side];
		for (int r = 0; r < height; r++) {
			for (int axis = 0; axis < 2; axis++) {
				double d = rigid[axis] + line(frame, r, axis);
				if (deforms()) {
					combine(coefficients[axis], blockRows[r], knots);
					for (int k = 0; k < side; k++) d += blockMean[k] * knots[k];
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
		final double[] rigid = rigid(frame);
		final double[][] coefficients = blockCoefficients(frame);
		final double[] knots = new double[side];
		for (int axis = 0; axis < 2; axis++) {
			for (int r = 0; r < height; r++) {
				final double row = rigid[axis] + line(frame, r, axis);
				combine(coefficients[axis], blockRows[r], knots);
				for (int c = 0; c < width; c++) into[2 * (r * width + c) + axis] = (float) (row + along(knots, blockColumns[c]));
			}
		}
	}

	/** Columns by which odd rows stand to the right of even ones in this frame, px. */
	public double scanPhase(final int frame) {
		return p.scanPhasePx() + (p.scanPhaseDriftPx() > 0 ? p.scanPhaseDriftPx() * phase.at(frame / p.driftFrames()) : 0);
	}

	/** Whether this frame falls into a jump. */
	public boolean jumps(final int frame) {
		final double[] d = jump(frame);
		return d[0] != 0 || d[1] != 0;
	}

	/** No pixel is ever displaced further than this along an axis, px. */
	public double bound() {
		return SmoothNoise.BOUND * (p.driftPx() + p.linePx() + p.scanPhaseDriftPx() + p.blockPx() / Spline.MEAN_SQUARE) + 3 * p
			.jitterPx() + (p.jumpEvery() > 0 ? p.jumpPx() : 0) + Math.abs(p.scanPhasePx());
	}

	private double[] rigid(final int frame) {
		final double[] d = jump(frame);
		for (int axis = 0; axis < 2; axis++) {
			if (p.driftPx() > 0) d[axis] += p.driftPx() * drift[axis].at(frame / p.driftFrames());
			if (p.jitterPx() > 0) d[axis] += p.jitterPx() * Seeds.normal(seed, JITTER + axis, frame);
		}
		return d;
	}

	private double[] jump(final int frame) {
		final double[] d = new double[2];
		if (p.jumpEvery() == 0 || p.jumpPx() == 0) return d;
		final SplittableRandom random = Seeds.random(seed, JUMP, frame / p.jumpEvery());
		final int duration = 1 + random.nextInt(p.jumpFrames());
		final int since = frame % p.jumpEvery() - random.nextInt(p.jumpEvery() - duration + 1);
		if (since < 0 || since >= duration) return d;
		final double angle = random.nextDouble(2 * Math.PI);
		final double length = p.jumpPx() * (0.5 + 0.5 * random.nextDouble());
		d[0] = length * Math.sin(angle);
		d[1] = length * Math.cos(angle);
		return d;
	}

	private double line(final int frame, final int row, final int axis) {
		if (p.linePx() == 0) return 0;
		return p.linePx() * line[axis].at((frame + (row + 0.5) / height) * p.knotsPerFrame());
	}

	/** Coefficients of the block field at the time of this frame: axis, then rows x columns. */
	private double[][] blockCoefficients(final int frame) {
		final double[][] coefficients = new double[2][side * side];
		if (!deforms()) return coefficients;
		final double scale = p.blockPx() / Spline.MEAN_SQUARE;
		for (int axis = 0; axis < 2; axis++) {
			for (int i = 0; i < side * side; i++) coefficients[axis][i] = scale * block[axis * side * side + i].at(frame / p
				.blockFrames());
		}
		return coefficients;
	}

	/** Coefficients along one row of pixels. */
	private void combine(final double[] coefficients, final double[] w, final double[] into) {
		final int from = (int) w[4] * side;
		for (int i = 0; i < side; i++) {
			double sum = 0;
			for (int k = 0; k < 4; k++) sum += w[k] * coefficients[from + k * side + i];
			into[i] = sum;
		}
	}

	private static double along(final double[] knots, final double[] w) {
		final int from = (int) w[4];
		return w[0] * knots[from] + w[1] * knots[from + 1] + w[2] * knots[from + 2] + w[3] * knots[from + 3];
	}
}

package org.apical.motion;

import java.util.Arrays;

/**
 * Gauss-Newton for a displacement that changes within the frame: like {@link RigidStep}, but the unknowns are the
 * displacements of knots, with a Gaussian prior of how they hang together (maximum a posteriori). Gain and offset are those
 * of the whole frame and are fitted in turn. One thread's work arrays; nothing is allocated per frame.
 */
final class FieldFit {

	private final TemplateModel model;
	private final KnotGeometry geometry;
	private final double[] precision;
	private final int n;
	/** Displacement of each knot, y and x taking turns, px of the full size. */
	final double[] knots;
	/** Information of the frame on the knots, without the prior, n x n; at the last iterate. */
	final double[] information;
	/** Information times the displacement that the frame alone would give. */
	final double[] evidence;
	double gain;
	double offset;

	private final double[] system;
	private final double[] solution;
	private final Cholesky cholesky;
	private final float[] cellY;
	private final float[] cellX;
	/** Sums of each cell: information yy, yx, xx and score y, x. */
	private final double[] cellSums;
	private final int[] at;
	private final double[] weights;
	private final double[] totals = new double[5];

	FieldFit(final TemplateModel model, final KnotGeometry geometry, final double[] precision) {
		this.model = model;
		this.geometry = geometry;
		this.precision = precision;
		n = 2 * geometry.knots();
		knots = new double[n];
		information = new double[n * n];
		evidence = new double[n];
		system = new double[n * n];
		solution = new double[n];
		cholesky = new Cholesky(n);
		int cells = 0;
		for (int l = 0; l < model.levels(); l++) cells = Math.max(cells, geometry.cells(l));
		cellY = new float[cells];
		cellX = new float[cells];
		cellSums = new double[5 * cells];
		at = new int[geometry.perCell()];
		weights = new double[geometry.perCell()];
	}

	/** Begins with one displacement for all, px of the full size. */
	void start(final double dy, final double dx, final double startGain, final double startOffset) {
		for (int i = 0; i < n; i += 2) {
			knots[i] = dy;
			knots[i + 1] = dx;
		}
		gain = startGain;
		offset = startOffset;
	}

	/**
	 * Iterates on one level with the core of the informative pixels; at full size the last step is on all of them.
	 *
	 * @param tolerance stop when no knot moves by more, px of the level
	 */
	void solve(final int level, final float[] frame, final int iterations, final double tolerance) {
		final InformativePixels pixels = model.level(level);
		for (int k = 0; k < iterations; k++) if (step(level, frame, pixels.core) < tolerance) break;
		if (level == 0) step(0, frame, pixels.size);
	}

	/** @return the largest change of a knot, px of the level */
	private double step(final int level, final float[] frame, final int count) {
		placeCells(level);
		accumulate(level, frame, count);
		gather(level);
		for (int i = 0; i < n; i++) {
			double sum = evidence[i];
			for (int j = 0; j < n; j++) {
				system[i * n + j] = information[i * n + j] + precision[i * n + j];
				sum += information[i * n + j] * knots[j];
			}
			evidence[i] = solution[i] = sum;
		}
		if (!cholesky.factor(system)) return 0;
		cholesky.solve(solution);
		double largest = 0;
		final double limit = 1.5 * (1 << level);
		for (int i = 0; i < n; i++) {
			final double change = Math.max(-limit, Math.min(limit, solution[i] - knots[i]));
			knots[i] += change;
			largest = Math.max(largest, Math.abs(change));
		}
		fitBrightness();
		return largest / (1 << level);
	}

	/** Standard error per axis of the knots' mean, px, from the last step. */
	double sigmaOfMean() {
		double variance = 0;
		for (int axis = 0; axis < 2; axis++) {
			Arrays.fill(solution, 0);
			for (int i = axis; i < n; i += 2) solution[i] = 2.0 / n;
			cholesky.solve(solution);
			for (int i = axis; i < n; i += 2) variance += solution[i] * 2.0 / n;
		}
		return Math.sqrt(variance / 2);
	}

	/** Each cell's displacement on this level; a row is scanned where its content stands, found by iteration. */
	private void placeCells(final int level) {
		final double scale = 1.0 / (1 << level);
		for (int c = 0; c < geometry.cells(level); c++) {
			double dy = knots[0];
			double dx = knots[1];
			for (int k = 0; k < 4; k++) {
				geometry.weights(level, c, dy, at, weights);
				final double before = dy;
				dy = dx = 0;
				for (int i = 0; i < at.length; i++) {
					dy += weights[i] * knots[2 * at[i]];
					dx += weights[i] * knots[2 * at[i] + 1];
				}
				if (Math.abs(dy - before) < 0.1) break;
			}
			cellY[c] = (float) (dy * scale);
			cellX[c] = (float) (dx * scale);
		}
	}

	private void accumulate(final int level, final float[] frame, final int count) {
		final InformativePixels pixels = model.level(level);
		final int w = pixels.width;
		final int h = pixels.height;
		final float[] p = pixels.polynomial;
		final float a = (float) gain;
		final float b = (float) offset;
		Arrays.fill(cellSums, 0, 5 * geometry.cells(level), 0);
		double tt = 0, t1 = 0, one = 0, nt = 0, n1 = 0;
		for (int i = 0, c = 0; i < count; i++, c += InformativePixels.TERMS) {
			final int cell = geometry.cell(level, pixels.y[i], pixels.x[i]);
			final float dy = cellY[cell];
			final float dx = cellX[cell];
			final int oy = Math.round(dy);
			final int ox = Math.round(dx);
			final int row = pixels.y[i] + oy;
			final int column = pixels.x[i] + ox;
			if (row < 0 || column < 0 || row >= h || column >= w) continue;
			final float value = frame[row * w + column];
			if (value != value) continue;
			final float u = oy - dy;
			final float v = ox - dx;
			final float uu = u * u;
			final float uv = u * v;
			final float vv = v * v;
			final float t = p[c] + u * p[c + 1] + v * p[c + 2] + uu * (p[c + 3] + u * p[c + 6] + v * p[c + 7]) + uv *
				p[c + 4] + vv * (p[c + 5] + u * p[c + 8] + v * p[c + 9]);
			final float gy = -a * (p[c + 1] + 2 * u * p[c + 3] + v * p[c + 4] + 3 * uu * p[c + 6] + 2 * uv * p[c + 7] + vv *
				p[c + 8]);
			final float gx = -a * (p[c + 2] + u * p[c + 4] + 2 * v * p[c + 5] + uu * p[c + 7] + 2 * uv * p[c + 8] + 3 * vv *
				p[c + 9]);
			final float k = pixels.weight[i];
			final float rest = k * (value - a * t - b);
			final int s = 5 * cell;
			cellSums[s] += k * gy * gy;
			cellSums[s + 1] += k * gy * gx;
			cellSums[s + 2] += k * gx * gx;
			cellSums[s + 3] += gy * rest;
			cellSums[s + 4] += gx * rest;
			tt += k * t * t;
			t1 += k * t;
			one += k;
			nt += k * t * value;
			n1 += k * value;
		}
		totals[0] = tt;
		totals[1] = t1;
		totals[2] = one;
		totals[3] = nt;
		totals[4] = n1;
	}

	/** From cells to knots, and from pixels of the level to those of the full size. */
	private void gather(final int level) {
		Arrays.fill(information, 0);
		Arrays.fill(evidence, 0);
		final double scale = 1.0 / (1 << level);
		// The variance of a pixel grows with its brightness, so a frame of gain a has a times the template's.
		final double brightness = 1 / Math.max(gain, 0.1);
		for (int c = 0; c < geometry.cells(level); c++) {
			final int s = 5 * c;
			if (cellSums[s] == 0 && cellSums[s + 2] == 0) continue;
			geometry.weights(level, c, cellY[c] / scale, at, weights);
			for (int i = 0; i < at.length; i++) {
				if (weights[i] == 0) continue;
				final double wi = weights[i] * brightness;
				final int yi = 2 * at[i];
				evidence[yi] += wi * cellSums[s + 3] * scale;
				evidence[yi + 1] += wi * cellSums[s + 4] * scale;
				for (int j = 0; j < at.length; j++) {
					final double f = wi * weights[j] * scale * scale;
					final int yj = 2 * at[j];
					information[yi * n + yj] += f * cellSums[s];
					information[yi * n + yj + 1] += f * cellSums[s + 1];
					information[(yi + 1) * n + yj] += f * cellSums[s + 1];
					information[(yi + 1) * n + yj + 1] += f * cellSums[s + 2];
				}
			}
		}
	}

	private void fitBrightness() {
		final double determinant = totals[0] * totals[2] - totals[1] * totals[1];
		if (!(determinant > 1e-9 * totals[0] * totals[2])) return;
		final double a = (totals[3] * totals[2] - totals[4] * totals[1]) / determinant;
		if (!(a > 0.1)) return;
		gain = a;
		offset = (totals[4] - a * totals[1]) / totals[2];
	}
}

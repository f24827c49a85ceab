package org.apical.motion;

import java.util.Arrays;

/**
 * Gauss-Newton for a displacement that changes within the frame: like {@link RigidStep}, but the unknowns are the
 * displacements of knots, with a Gaussian prior of how they hang together (maximum a posteriori). Gain and offset are those
 * of the whole frame and are fitted in turn. One thread's work arrays; nothing is allocated per frame.
 */
final class FieldFit {

	private final KnotGeometry geometry;
	private final CellMatch[] matches;
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

	/** @param moments of each level of the pyramid that is used */
	FieldFit(final CellMoments[] moments, final KnotGeometry geometry, final double[] precision) {
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
		matches = new CellMatch[moments.length];
		for (int l = 0; l < matches.length; l++) {
			matches[l] = new CellMatch(moments[l]);
			cells = Math.max(cells, matches[l].cells());
		}
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
		for (final CellMatch match : matches) match.clear();
	}

	/**
	 * Iterates on one level.
	 *
	 * @param tolerance stop when no knot moves by more, px of the level
	 */
	void solve(final int level, final LevelPixels frame, final int iterations, final double tolerance) {
		for (int k = 0; k < iterations; k++) if (step(level, frame) < tolerance) break;
	}

	/** @return the largest change of a knot, px of the level */
	private double step(final int level, final LevelPixels frame) {
		placeCells(level);
		compare(level, frame);
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

	private void compare(final int level, final LevelPixels frame) {
		final CellMatch m = matches[level];
		Arrays.fill(cellSums, 0, 5 * m.cells(), 0);
		Arrays.fill(totals, 0);
		for (int c = 0; c < m.cells(); c++) {
			if (!m.evaluate(c, cellY[c], cellX[c], frame)) continue;
			final int s = 5 * c;
			cellSums[s] = gain * gain * m.yy;
			cellSums[s + 1] = gain * gain * m.yx;
			cellSums[s + 2] = gain * gain * m.xx;
			cellSums[s + 3] = gain * (m.ny - gain * m.yt - offset * m.y1);
			cellSums[s + 4] = gain * (m.nx - gain * m.xt - offset * m.x1);
			totals[0] += m.tt;
			totals[1] += m.t1;
			totals[2] += m.one;
			totals[3] += m.nt;
			totals[4] += m.n1;
		}
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

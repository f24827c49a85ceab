package org.apical.neuron;

import java.util.Arrays;
import java.util.List;

import org.apical.neuron.TileMatch.Tile;
import org.apical.motion.Cholesky;

/** Displacement fields through the displacements of tiles, of which some are wrong. */
final class TileFlow {

	/** Tiles that match worse show no tissue of both days. */
	private static final double LEAST_CORRELATION = 0.25;
	/** Over this distance a smooth deformation hardly changes, px. */
	private static final double STIFFNESS = 28;
	/** What the prior of no displacement weighs against tiles. */
	private static final double PRIOR = 0.3;
	/** Nodes of the smooth field lie this far apart, px. */
	private static final int GRID = 8;
	private static final int PASSES = 4;
	/** So little that it only matters where all tiles lie in one line: nothing is known across it, and it is taken for level. */
	private static final double LINE = 1e-9;

	private TileFlow() {}

	/**
	 * The affine displacement that most tiles agree on (iteratively reweighted least squares, Tukey's weights).
	 *
	 * @return null where the tiles are too few to tell
	 */
	static DayMap.Flow affine(final List<Tile> all) {
		final List<Tile> tiles = all.stream().filter(t -> t.correlation() > LEAST_CORRELATION).toList();
		if (tiles.size() < 6) return null;
		final double[] weights = new double[tiles.size()];
		for (int i = 0; i < weights.length; i++) weights[i] = tiles.get(i).correlation();
		final double my = tiles.stream().mapToDouble(Tile::y).average().getAsDouble(), mx = tiles.stream().mapToDouble(Tile::x).average()
			.getAsDouble();
		final Cholesky equations = new Cholesky(3);
		double[][] fit = null;
		for (int pass = 0; pass < PASSES; pass++) {
			final double[] normal = { 0, 0, 0, 0, LINE, 0, 0, 0, LINE };
			fit = new double[2][3];
			for (int i = 0; i < weights.length; i++) {
				final Tile t = tiles.get(i);
				add(t, new double[] { 1, (t.y() - my) / 100, (t.x() - mx) / 100 }, weights[i], normal, fit);
			}
			if (!equations.factor(normal)) return null;
			for (int d = 0; d < 2; d++) equations.solve(fit[d]);
			final DayMap.Flow flow = affine(fit, my, mx);
			reweight(tiles, flow, weights);
		}
		return affine(fit, my, mx);
	}

	/** One tile's part of the normal equations, of which only the lower triangle is needed. */
	private static void add(final Tile t, final double[] basis, final double weight, final double[] normal, final double[][] right) {
		for (int a = 0; a < 3; a++) {
			for (int b = 0; b <= a; b++) normal[3 * a + b] += weight * basis[a] * basis[b];
			right[0][a] += weight * basis[a] * t.dy();
			right[1][a] += weight * basis[a] * t.dx();
		}
	}

	private static DayMap.Flow affine(final double[][] fit, final double my, final double mx) {
		return (y, x, into) -> {
			for (int d = 0; d < 2; d++) into[d] = fit[d][0] + fit[d][1] * (y - my) / 100 + fit[d][2] * (x - mx) / 100;
		};
	}

	/** Tukey's biweight of each tile's distance from the flow, times its correlation. */
	private static void reweight(final List<Tile> tiles, final DayMap.Flow flow, final double[] weights) {
		final double[] residual = new double[weights.length];
		final double[] at = new double[2];
		for (int i = 0; i < residual.length; i++) {
			final Tile t = tiles.get(i);
			flow.at((int) t.y(), (int) t.x(), at);
			residual[i] = Math.hypot(t.dy() - at[0], t.dx() - at[1]);
		}
		final double[] sorted = residual.clone();
		Arrays.sort(sorted);
		// for errors normal in both axes, 4 standard deviations; not below what the peak's place can tell
		final double cut = Math.max(1, 4 * sorted[sorted.length / 2] / 1.18);
		for (int i = 0; i < residual.length; i++) {
			final double u = residual[i] / cut;
			weights[i] = u >= 1 ? 0 : tiles.get(i).correlation() * (1 - u * u) * (1 - u * u);
		}
	}

	/**
	 * A smooth displacement: around each place the plane through the tiles' displacements, by nearness, drawn a little to 0. A mean
	 * would lag behind at the field's edges, where all tiles lie on one side.
	 */
	static DayMap.Flow smooth(final List<Tile> all, final int width, final int height) {
		final List<Tile> tiles = all.stream().filter(t -> t.correlation() > LEAST_CORRELATION).toList();
		final double[] weights = new double[tiles.size()];
		for (int i = 0; i < weights.length; i++) weights[i] = tiles.get(i).correlation();
		DayMap.Flow flow = smooth(tiles, weights, width, height);
		for (int pass = 1; pass < PASSES && !tiles.isEmpty(); pass++) {
			reweight(tiles, flow, weights);
			flow = smooth(tiles, weights, width, height);
		}
		return flow;
	}

	private static DayMap.Flow smooth(final List<Tile> tiles, final double[] weights, final int width, final int height) {
		final int rows = (height - 1) / GRID + 2, columns = (width - 1) / GRID + 2;
		final double[][] nodes = new double[2][rows * columns];
		final Cholesky equations = new Cholesky(3);
		for (int r = 0; r < rows; r++)
			for (int c = 0; c < columns; c++) {
				final double[] normal = { PRIOR, 0, 0, 0, PRIOR, 0, 0, 0, PRIOR };
				final double[][] right = new double[2][3];
				for (int i = 0; i < weights.length; i++) {
					final Tile t = tiles.get(i);
					final double[] basis = { 1, (t.y() - r * GRID) / STIFFNESS, (t.x() - c * GRID) / STIFFNESS };
					final double away = (basis[1] * basis[1] + basis[2] * basis[2]) / 2;
					if (weights[i] == 0 || away > 8) continue;
					add(t, basis, weights[i] * Math.exp(-away), normal, right);
				}
				equations.factor(normal);
				for (int d = 0; d < 2; d++) {
					equations.solve(right[d]);
					nodes[d][r * columns + c] = right[d][0];
				}
			}
		return (y, x, into) -> {
			final int r = y / GRID, c = x / GRID, k = r * columns + c;
			final double fy = (y - r * GRID) / (double) GRID, fx = (x - c * GRID) / (double) GRID;
			for (int d = 0; d < 2; d++) into[d] = (1 - fy) * ((1 - fx) * nodes[d][k] + fx * nodes[d][k + 1]) + fy * ((1 - fx) * nodes[d][k + columns] +
				fx * nodes[d][k + columns + 1]);
		};
	}
}

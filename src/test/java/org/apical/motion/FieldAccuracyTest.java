package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;

import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class FieldAccuracyTest {

	private static final int SIDE = 128;
	private static final MovementParameters DRIFT = MovementParameters.STILL.withDrift(2, 300);

	private static SimulatedMovie movie(final MovementParameters movement, final long seed) {
		return new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(SIDE, SIDE).withSeed(seed)), movement, Detector.DEFAULT, 70,
			seed);
	}

	@Test
	public void rowsThatMoveApartAreFollowedFarBetterThanByOneShift() throws IOException {
		for (int seed = 1; seed <= 2; seed++) {
			final SimulatedMovie movie = movie(DRIFT.withLines(1.5, 5), seed);
			final double lines = Correction.of(movie, MotionModel.LINES).rowError(movie);
			final double rigid = Correction.of(movie, MotionModel.RIGID).rowError(movie);
			assertTrue("lines " + lines + ", rigid " + rigid, lines < 0.35 * rigid);
		}
	}

	@Test
	public void rowsWithFewCellsAreFollowedNearTheBound() throws IOException {
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(SceneParameters.SPARSE.withSize(256, 256).withSeed(3)), DRIFT.withLines(1.5, 5),
			Detector.DEFAULT, 160, 3);
		final double error = Correction.of(movie, MotionModel.LINES).rowError(movie), bound = movie.lineBound(80, 5);
		assertTrue("error " + error + ", bound of five known knots " + bound, error < 1.68 * bound);
	}

	@Test
	public void whereNothingMovesWithinFramesRowsAreAsGoodAsOneShift() throws IOException {
		for (int seed = 1; seed <= 2; seed++) {
			final SimulatedMovie movie = movie(DRIFT, seed);
			final double lines = Correction.of(movie, MotionModel.LINES).rowError(movie);
			final double rigid = Correction.of(movie, MotionModel.RIGID).rowError(movie);
			assertTrue("lines " + lines + ", rigid " + rigid, lines < 1.1 * rigid);
		}
	}

	@Test
	public void deformingTissueIsFollowedBetterByBlocks() throws IOException {
		for (int seed = 1; seed <= 2; seed++) {
			final SimulatedMovie movie = movie(DRIFT.withBlocks(2, 3, 10), seed);
			final Correction blocks = Correction.of(movie, MotionModel.BLOCKS);
			final int[] shape = new MotionCorrector(MotionParameters.DEFAULT.withModel(MotionModel.BLOCKS)).displacementShape(SIDE, SIDE);
			assertEquals(2 * shape[0] * shape[1], blocks.displacements.get(0).length);
			final double found = nodeError(movie, blocks, shape);
			final double rigid = nodeError(movie, Correction.of(movie, MotionModel.RIGID), shape);
			assertTrue("blocks " + found + ", rigid " + rigid, found < 0.6 * rigid);
		}
	}

	/** RMS error per axis at the grid's nodes, px, less each node's mean. */
	private static double nodeError(final SimulatedMovie movie, final Correction correction, final int[] shape) {
		final float[] field = new float[2 * movie.pixels()];
		final double[][] errors = new double[2 * shape[0] * shape[1]][movie.frames()];
		for (int t = 0; t < movie.frames(); t++) {
			movie.movement().field(t, field);
			final float[] found = correction.displacements.get(t);
			for (int i = 0; i < errors.length; i++) {
				final int r = Math.round(i / 2 / shape[1] * (SIDE - 1f) / (shape[0] - 1));
				final int c = Math.round(i / 2 % shape[1] * (SIDE - 1f) / (shape[1] - 1));
				final Shift rigid = correction.shift(t);
				final double d = found != null ? found[i] : i % 2 == 0 ? rigid.dy() : rigid.dx();
				errors[i][t] = d - field[2 * (r * SIDE + c) + i % 2];
			}
		}
		double sum = 0;
		for (final double[] node : errors) sum += Correction.spread(node) / errors.length;
		return Math.sqrt(sum);
	}

	@Test
	public void theShapeOfTheDisplacementIsThatOfTheModel() {
		final MotionParameters p = MotionParameters.DEFAULT;
		assertArrayEquals(new int[0], new MotionCorrector(p.withModel(MotionModel.RIGID)).displacementShape(64, 48));
		assertArrayEquals(new int[] { 48 }, new MotionCorrector(p.withModel(MotionModel.LINES)).displacementShape(64, 48));
		assertEquals(2, new MotionCorrector(p.withModel(MotionModel.BLOCKS)).displacementShape(64, 48).length);
	}
}

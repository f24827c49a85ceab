package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.junit.Test;

public class CoarseCorrelatorTest {

	private static final int MARGIN = 24;

	/** A cut-out of a larger still scene, so that tissue and not padding moves into view. */
	private static float[] view(final float[] scene, final int sceneWidth, final int width, final int height, final int dy,
		final int dx)
	{
		final float[] view = new float[width * height];
		for (int r = 0; r < height; r++) for (int c = 0; c < width; c++) {
			view[r * width + c] = scene[(r + MARGIN - dy) * sceneWidth + c + MARGIN - dx];
		}
		return view;
	}

	@Test
	public void wholePixelDisplacementsWithinReachAreFoundInAnyDirectionAndShape() {
		for (final int[] size : new int[][] { { 96, 96 }, { 121, 64 }, { 50, 90 } }) {
			final int w = size[0];
			final int h = size[1];
			final int sceneWidth = w + 2 * MARGIN;
			final float[] scene = Scene.of(SceneParameters.DENSE.withSize(sceneWidth, h + 2 * MARGIN).withSeed(w)).image();
			final CoarseCorrelator correlator = new CoarseCorrelator(view(scene, sceneWidth, w, h, 0, 0), w, h, new NoiseModel(1, 0,
				0.1), 20);
			final Random random = new Random(w);
			for (final int[] d : new int[][] { { 0, 0 }, { 5, 3 }, { -7, 2 }, { 4, -9 }, { -12, -15 }, { 19, 0 }, { 0, -19 } }) {
				final float[] frame = view(scene, sceneWidth, w, h, d[0], d[1]);
				for (int i = 0; i < frame.length; i++) frame[i] += 0.3f * random.nextGaussian();
				correlator.find(frame, 1, 1);
				assertEquals(w + " x " + h, d[0], correlator.dy[0], 0.75);
				assertEquals(w + " x " + h, d[1], correlator.dx[0], 0.75);
			}
		}
	}

	@Test
	public void nothingIsFoundBeyondReach() {
		final int sceneWidth = 96 + 2 * MARGIN;
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(sceneWidth, sceneWidth)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(view(scene, sceneWidth, 96, 96, 0, 0), 96, 96, new NoiseModel(1, 0,
			0.1), 6);
		final int n = correlator.find(view(scene, sceneWidth, 96, 96, 15, -15), 4, 0);
		for (int i = 0; i < n; i++) assertTrue(Math.abs(correlator.dy[i]) <= 6.5 && Math.abs(correlator.dx[i]) <= 6.5);
	}

	@Test
	public void candidatesComeBestFirst() {
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(5)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(scene, 96, 96, new NoiseModel(1, 0, 0.1), 20);
		assertEquals(4, correlator.find(scene, 4, 0));
		for (int i = 1; i < 4; i++) assertTrue(correlator.z[i] <= correlator.z[i - 1]);
		assertEquals(0, correlator.dy[0], 0.3);
		assertEquals(0, correlator.dx[0], 0.3);
	}

	@Test
	public void aForkFindsTheSame() {
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(6)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(scene, 96, 96, new NoiseModel(1, 0, 0.1), 20);
		final CoarseCorrelator fork = correlator.fork();
		assertEquals(correlator.find(scene, 3, 0), fork.find(scene, 3, 0));
		assertArrayEquals(correlator.dy, fork.dy, 0);
		assertArrayEquals(correlator.dx, fork.dx, 0);
		assertArrayEquals(correlator.z, fork.z, 0);
	}

	@Test
	public void unknownPixelsAndConstantFramesGiveFinitePeaks() {
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(7)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(scene, 96, 96, new NoiseModel(1, 0, 0.1), 20);
		assertEquals(1, correlator.find(new float[96 * 96], 1, 1));
		assertTrue(correlator.dy[0] == 0 && correlator.dx[0] == 0 && correlator.z[0] == 0);
		final float[] holes = scene.clone();
		for (int i = 0; i < holes.length; i += 7) holes[i] = Float.NaN;
		correlator.find(holes, 1, 1);
		assertEquals(0, correlator.dy[0], 0.5);
		assertEquals(0, correlator.dx[0], 0.5);
	}

	@Test
	public void aSmallOverlapThatFitsBeatsALargeOneThatDoesNot() {
		final int sceneWidth = 64 + 2 * MARGIN;
		for (int seed = 1; seed <= 6; seed++) {
			final float[] scene = Scene.of(SceneParameters.SPARSE.withSize(sceneWidth, sceneWidth).withSeed(seed)).image();
			final CoarseCorrelator correlator = new CoarseCorrelator(view(scene, sceneWidth, 64, 64, 0, 0), 64, 64, new NoiseModel(1, 0,
				0.1), 40);
			final float[] frame = view(scene, sceneWidth, 64, 64, 23, -22);
			final Random random = new Random(seed);
			for (int i = 0; i < frame.length; i++) frame[i] += 0.1f * random.nextGaussian();
			correlator.find(frame, 1, 1);
			assertEquals("seed " + seed, 23, correlator.dy[0], 1);
			assertEquals("seed " + seed, -22, correlator.dx[0], 1);
		}
	}
}

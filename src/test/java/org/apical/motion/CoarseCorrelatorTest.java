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
				final CoarseCorrelator.Peak peak = correlator.peaks(frame, 1, 1)[0];
				assertEquals(w + " x " + h, d[0], peak.dy(), 0.75);
				assertEquals(w + " x " + h, d[1], peak.dx(), 0.75);
			}
		}
	}

	@Test
	public void nothingIsFoundBeyondReach() {
		final int sceneWidth = 96 + 2 * MARGIN;
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(sceneWidth, sceneWidth)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(view(scene, sceneWidth, 96, 96, 0, 0), 96, 96, new NoiseModel(1, 0,
			0.1), 6);
		for (final CoarseCorrelator.Peak peak : correlator.peaks(view(scene, sceneWidth, 96, 96, 15, -15), 4, 0)) {
			assertTrue(peak.toString(), Math.abs(peak.dy()) <= 6.5 && Math.abs(peak.dx()) <= 6.5);
		}
	}

	@Test
	public void candidatesComeBestFirst() {
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(5)).image();
		final CoarseCorrelator.Peak[] peaks = new CoarseCorrelator(scene, 96, 96, new NoiseModel(1, 0, 0.1), 20).peaks(scene, 4, 0);
		assertEquals(4, peaks.length);
		for (int i = 1; i < peaks.length; i++) assertTrue(peaks[i].z() <= peaks[i - 1].z());
		assertEquals(0, peaks[0].dy(), 0.3);
		assertEquals(0, peaks[0].dx(), 0.3);
	}

	@Test
	public void aForkFindsTheSame() {
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(6)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(scene, 96, 96, new NoiseModel(1, 0, 0.1), 20);
		assertArrayEquals(correlator.peaks(scene, 3, 0), correlator.fork().peaks(scene, 3, 0));
	}

	@Test
	public void unknownPixelsAndConstantFramesGiveFinitePeaks() {
		final float[] scene = Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(7)).image();
		final CoarseCorrelator correlator = new CoarseCorrelator(scene, 96, 96, new NoiseModel(1, 0, 0.1), 20);
		final CoarseCorrelator.Peak blank = correlator.peaks(new float[96 * 96], 1, 1)[0];
		assertTrue(blank.toString(), Double.isFinite(blank.dy()) && Double.isFinite(blank.dx()) && blank.z() == 0);
		final float[] holes = scene.clone();
		for (int i = 0; i < holes.length; i += 7) holes[i] = Float.NaN;
		final CoarseCorrelator.Peak peak = correlator.peaks(holes, 1, 1)[0];
		assertEquals(0, peak.dy(), 0.5);
		assertEquals(0, peak.dx(), 0.5);
	}
}

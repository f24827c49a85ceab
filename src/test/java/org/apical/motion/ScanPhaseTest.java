package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;

import org.apical.recording.Progress;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class ScanPhaseTest {

	private static SimulatedMovie movie(final double offset, final double drift, final int frames, final long seed) {
		final SceneParameters scene = SceneParameters.DENSE.withSize(120, 90).withSeed(seed);
		return new SimulatedMovie(Scene.of(scene), MovementParameters.STILL.withDrift(1, 300).withScanPhase(offset, drift),
			Detector.DEFAULT, frames, seed);
	}

	private static double rmsError(final SimulatedMovie movie) throws IOException {
		final ScanPhase phase = ScanPhase.estimate(movie, 2, Progress.NONE);
		double sum = 0;
		for (int t = 0; t < movie.frames(); t++) sum += Math.pow(phase.at(t) - movie.movement().scanPhase(t), 2);
		return Math.sqrt(sum / movie.frames());
	}

	@Test
	public void aConstantOffsetIsFoundToATenthOfAPixelInASmallDimField() throws IOException {
		for (final double offset : new double[] { -4.2, -0.4, 0, 1.5, 3.3 }) {
			assertEquals("offset " + offset, 0, rmsError(movie(offset, 0, 60, 3)), 0.1);
		}
	}

	@Test
	public void anOffsetThatChangesIsFollowed() throws IOException {
		final SimulatedMovie movie = movie(1, 0.5, 800, 5);
		double mean = 0;
		for (int t = 0; t < movie.frames(); t++) mean += movie.movement().scanPhase(t) / movie.frames();
		double spread = 0;
		for (int t = 0; t < movie.frames(); t++) spread += Math.pow(movie.movement().scanPhase(t) - mean, 2) / movie.frames();
		assertTrue("the offset must change for this test to mean anything", Math.sqrt(spread) > 0.2);
		assertTrue(rmsError(movie) < 0.4 * Math.sqrt(spread));
	}

	@Test
	public void oddRowsMoveBackAndEvenRowsStay() {
		final float[] frame = { 1, 2, 3, 4, 0, 1, 2, 3, 5, 6, 7, 8 };
		ScanPhase.remove(frame, 4, 3, 1, new float[4]);
		assertArrayEquals(new float[] { 1, 2, 3, 4, 1, 2, 3, 3, 5, 6, 7, 8 }, frame, 0);
	}

	@Test
	public void correctionWithScanPhaseMatchesTheMovieThatHasNone() throws IOException {
		final SimulatedMovie movie = movie(2.5, 0, 80, 7);
		final MotionParameters parameters = MotionParameters.DEFAULT.withModel(MotionModel.RIGID).withThreads(2);
		final double without = run(movie, parameters).crispnessAfter();
		final MotionSummary with = run(movie, parameters.withScanPhase(true));
		assertEquals(2.5, with.scanPhasePx(), 0.05);
		assertTrue("odd and even rows fit together", with.correlationAfter() > run(movie, parameters).correlationAfter());
		assertTrue("the comb of displaced rows is gone", with.crispnessAfter() < without);
	}

	private static MotionSummary run(final SimulatedMovie movie, final MotionParameters parameters) throws IOException {
		return new MotionCorrector(parameters).correct(List.of(movie), 0, null, new MotionSink() {

			@Override
			public void motion(final FrameMotion motion, final float[] displacement) {}

			@Override
			public void frame(final int frame, final int channel, final float[] pixels) {}
		}, Progress.NONE);
	}

	@Test
	public void aSingleSmallFrameGivesNoWildOffset() throws IOException {
		final SceneParameters scene = SceneParameters.DENSE.withSize(16, 16).withSeed(1);
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(scene), MovementParameters.STILL, Detector.DEFAULT, 1, 1);
		assertEquals(0, ScanPhase.estimate(movie, 1, Progress.NONE).at(0), 1);
	}
}

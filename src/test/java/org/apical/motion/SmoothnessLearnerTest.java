package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;

import org.apical.recording.Progress;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class SmoothnessLearnerTest {

	private static SmoothnessPrior learnt(final double linePx, final long seed) throws IOException {
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(96, 96).withSeed(seed)),
			MovementParameters.STILL.withLines(linePx, 5), Detector.DEFAULT, 60, seed);
		final MotionParameters p = MotionParameters.DEFAULT.withModel(MotionModel.LINES).withThreads(1);
		final Alignment alignment = new MotionCorrector(p).prepare(movie, null, Progress.NONE);
		return ((LineScanEstimator) alignment.estimator()).prior;
	}

	@Test
	public void motionWithinFramesIsToldFromNone() throws IOException {
		for (int seed = 1; seed <= 2; seed++) {
			final SmoothnessPrior still = learnt(0, seed);
			final SmoothnessPrior moving = learnt(1.5, seed);
			assertTrue(still.toString(), still.deviationY() <= 0.1 && still.deviationX() <= 0.1);
			assertTrue(moving.toString(), moving.deviationY() > 0.7 && moving.deviationX() > 0.7);
		}
	}

	@Test
	public void withoutAnyFrameNoMotionIsAssumed() {
		final SmoothnessPrior prior = new SmoothnessLearner(ScanLineKnots.of(100), 100).learn();
		assertEquals(0, prior.deviationY(), 0);
		assertEquals(0, prior.deviationX(), 0);
	}
}

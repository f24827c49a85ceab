package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;

import org.apical.simulate.Bleaching;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

/**
 * Error of rigid shifts against the Cramér-Rao bound. The bound knows the noise-free scene, the corrector only 150 noisy
 * frames of it, hence the margins above 1.
 */
public class RigidAccuracyTest {

	private static final int FRAMES = 150;

	private static SimulatedMovie movie(final double photons, final MovementParameters movement, final long seed) {
		return new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(128, 128).withSeed(seed)), movement, Detector.DEFAULT
			.withPhotons(photons), FRAMES, seed);
	}

	private static double bound(final SimulatedMovie movie) {
		double sum = 0;
		for (int t = 5; t < movie.frames(); t += 15) sum += movie.bound(t) * movie.bound(t) / (movie.frames() / 15);
		return Math.sqrt(sum);
	}

	private static void assertNearBound(final double photons, final double most, final MovementParameters movement)
		throws IOException
	{
		for (int seed = 1; seed <= 3; seed++) {
			final SimulatedMovie movie = movie(photons, movement, seed);
			final double ratio = Correction.of(movie, MotionModel.RIGID).error(movie) / bound(movie);
			assertTrue(photons + " photons, seed " + seed + ": " + ratio + " x the bound", ratio < most);
		}
	}

	private static final MovementParameters SHAKY = MovementParameters.STILL.withDrift(2, 300).withJitter(0.7);

	@Test
	public void atFourPhotonsTheErrorIsNearTheBoundJumpsIncluded() throws IOException {
		assertNearBound(4, 1.3, SHAKY.withJumps(30, 50, 3));
	}

	@Test
	public void dimMoviesStayNearTheBoundToo() throws IOException {
		assertNearBound(0.6, 1.6, SHAKY);
	}

	@Test
	public void theStatedStandardErrorIsTheActualOne() throws IOException {
		double stated = 0;
		double actual = 0;
		for (int seed = 1; seed <= 3; seed++) {
			final SimulatedMovie movie = movie(4, SHAKY, seed);
			final Correction correction = Correction.of(movie, MotionModel.RIGID);
			for (final FrameMotion m : correction.motions) stated += m.shift().sigma() * m.shift().sigma() / FRAMES / 3;
			actual += Math.pow(correction.error(movie), 2) / 3;
		}
		assertEquals(Math.sqrt(actual), Math.sqrt(stated), 0.25 * Math.sqrt(actual));
	}

	@Test
	public void fadingToHalfTheLightDoesNotBias() throws IOException {
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(128, 128).withSeed(4)), SHAKY,
			Detector.DEFAULT, new Bleaching(0.5, 2), 30, FRAMES, 4);
		final Correction correction = Correction.of(movie, MotionModel.RIGID);
		final double ratio = correction.error(movie) / bound(movie);
		assertTrue(ratio + " x the bound", ratio < 1.3);
		final double[] halves = new double[4];
		for (int t = 0; t < FRAMES; t++) {
			halves[t / 75] += (correction.shift(t).dy() - movie.truth(t).dy()) / 75;
			halves[2 + t / 75] += (correction.shift(t).dx() - movie.truth(t).dx()) / 75;
		}
		// the mean of 75 frames errs by a ninth of a frame's error
		assertEquals(halves[0], halves[1], 5 * bound(movie) / Math.sqrt(37.5));
		assertEquals(halves[2], halves[3], 5 * bound(movie) / Math.sqrt(37.5));
	}
}

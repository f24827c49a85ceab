package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.apical.recording.Movie;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

/** What happens in single frames must not spoil the others: light that floods the detector, neurons that flare up. */
public class SpoiltMovieTest {

	private static final int SIDE = 128, FRAMES = 160;
	private static final float LIMIT = 65535;

	private static SimulatedMovie movie(final long seed) {
		return new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(SIDE, SIDE).withSeed(seed)), MovementParameters.STILL.withDrift(1, 100),
			Detector.DEFAULT, FRAMES, seed);
	}

	/** With frames whose middle rows, or all, are at the detector's limit. */
	private static HeldMovie flooded(final SimulatedMovie movie, final int... frames) throws IOException {
		final HeldMovie held = HeldMovie.of(movie);
		for (int k = 0; k < frames.length; k++) {
			if (k % 2 == 0) Arrays.fill(held.data()[frames[k]], LIMIT);
			else Arrays.fill(held.data()[frames[k]], 40 * SIDE, 80 * SIDE, LIMIT);
		}
		return held;
	}

	/** Cells at fixed places, four times as bright in a third of the frames, each at times of its own. */
	private static HeldMovie flaring(final SimulatedMovie movie) throws IOException {
		final HeldMovie held = HeldMovie.of(movie);
		final Random random = new Random(4);
		final double[][] cells = new double[5][];
		for (int c = 0; c < cells.length; c++) cells[c] = new double[] { 15 + (SIDE - 30) * random.nextDouble(), 15 + (SIDE - 30) * random.nextDouble() };
		for (int t = 0; t < FRAMES; t++) for (final double[] cell : cells) {
			final double light = random.nextInt(3) == 0 ? 4 : 1;
			final double y0 = cell[0] + movie.truth(t).dy(), x0 = cell[1] + movie.truth(t).dx();
			for (int y = (int) y0 - 14; y < y0 + 14; y++) for (int x = (int) x0 - 14; x < x0 + 14; x++) {
				final double photons = 4 * light * Math.exp(-(Math.pow(y - y0, 2) + Math.pow(x - x0, 2)) / 50);
				held.data()[t][y * SIDE + x] += (float) (movie.detector().gain() * Math.max(0, photons + Math.sqrt(photons) * random.nextGaussian()));
			}
		}
		return held;
	}

	private static void assertGoodFramesAreTrusted(final Movie movie, final MotionModel model, final int... flooded) throws IOException {
		final Correction correction = Correction.of(movie, model);
		for (int t = 0; t < FRAMES; t++) {
			final int frame = t;
			final boolean spoilt = Arrays.stream(flooded).anyMatch(f -> f == frame);
			assertEquals(model + ", frame " + t, spoilt, correction.motions.get(t).bad());
			if (!spoilt) assertTrue(model + ", standard error " + correction.shift(t).sigma(), correction.shift(t).sigma() < 0.1);
		}
	}

	@Test
	public void aFewFramesAtTheDetectorsLimitAreBadAndTheOthersAreNot() throws IOException {
		final int[] frames = { 20, 57, 90, 91, 140 };
		assertGoodFramesAreTrusted(flooded(movie(1), frames), MotionModel.RIGID, frames);
		assertGoodFramesAreTrusted(flooded(movie(2), frames), MotionModel.LINES, frames);
	}

	@Test
	public void rowsOfCellsThatFlareUpDoNotSeemToMove() throws IOException {
		final SimulatedMovie movie = movie(3);
		final double rows = Correction.of(flaring(movie), MotionModel.LINES).rowError(movie);
		final double without = Correction.of(movie, MotionModel.LINES).rowError(movie);
		assertTrue("error " + rows + ", without flares " + without, rows < 5 * without);
	}

	@Test
	public void onlyPixelsOfCellsThatFlareUpVaryBeyondTheNoise() throws IOException {
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(SIDE, SIDE)), MovementParameters.STILL, Detector.DEFAULT,
			FRAMES, 5);
		final NoiseModel noise = average(HeldMovie.of(movie)).noise();
		final int still = varying(average(HeldMovie.of(movie)), noise), flaring = varying(average(flaring(movie)), noise);
		assertTrue(still + " pixels of a movie without flares", still < 0.02 * SIDE * SIDE);
		assertTrue(flaring + " pixels of one with", flaring > 5 * 50 && flaring < 5 * 500);
	}

	/** How many pixels vary by as much as by their noise. */
	private static int varying(final AlignedAverage average, final NoiseModel noise) {
		final float[] excess = average.excessVariance(noise), mean = average.mean(0);
		return (int) IntStream.range(0, mean.length).filter(i -> excess[i] > noise.variance(mean[i])).count();
	}

	private static AlignedAverage average(final HeldMovie movie) {
		final AlignedAverage average = new AlignedAverage(SIDE, SIDE, 1);
		for (final float[] frame : movie.data()) average.add(frame, 0, 0, 0);
		return average;
	}
}

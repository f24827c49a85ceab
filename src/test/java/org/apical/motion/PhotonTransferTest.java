package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;

import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class PhotonTransferTest {

	private static SimulatedMovie movie(final Detector detector, final int frames, final long seed) {
		return new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(160, 128).withSeed(seed)), MovementParameters.STILL, detector,
			frames, seed);
	}

	private static NoiseModel measured(final SimulatedMovie movie) {
		final AlignedAverage average = new AlignedAverage(movie.width(), movie.height(), 4);
		final float[] frame = new float[movie.pixels()];
		for (int t = 0; t < movie.frames(); t++) {
			movie.read(t, frame);
			average.add(frame, 0, 0, t % average.parts());
		}
		return average.noise();
	}

	/** The value at which the variance of photon noise would be 0. */
	private static double darkLevel(final NoiseModel noise) {
		return -noise.readVariance() / noise.gain();
	}

	@Test
	public void gainAndDarkLevelOfADetectorAreRecovered() {
		int seed = 1;
		for (final Detector detector : new Detector[] { new Detector(4, 25, 100, 0), new Detector(1, 40, 20, 0), new Detector(20, 10,
			500, 0) })
		{
			final NoiseModel noise = measured(movie(detector, 200, seed++));
			assertEquals(detector.toString(), detector.gain(), noise.gain(), 0.05 * detector.gain());
			// in units of the signal: a dark level is only as well known as the line through it
			final double signal = detector.photons() * detector.gain();
			assertEquals(detector.toString(), detector.offset(), darkLevel(noise), 0.05 * signal);
		}
	}

	@Test
	public void readNoiseAddsToTheVarianceButNotToTheGain() {
		final Detector detector = new Detector(4, 25, 100, 30);
		final NoiseModel noise = measured(movie(detector, 200, 4));
		assertEquals(25, noise.gain(), 1.25);
		final double expected = 25 * 4 * 25 + 30 * 30;
		assertEquals(expected, noise.variance(200), 0.05 * expected);
	}

	@Test
	public void slowChangesOfBrightnessDoNotCountAsNoise() {
		final SimulatedMovie movie = movie(Detector.DEFAULT, 200, 5);
		final AlignedAverage average = new AlignedAverage(movie.width(), movie.height(), 4);
		final float[] frame = new float[movie.pixels()];
		for (int t = 0; t < movie.frames(); t++) {
			movie.read(t, frame);
			for (int i = 0; i < frame.length; i++) frame[i] += t;
			average.add(frame, 0, 0, t % average.parts());
		}
		assertEquals(25, average.noise().gain(), 1.25);
	}

	@Test
	public void aFewActivePixelsDoNotTiltTheLine() {
		final int n = 24 * 400;
		final float[] mean = new float[n];
		final float[] variance = new float[n];
		for (int i = 0; i < n; i++) {
			mean[i] = 10 + i * 0.01f;
			variance[i] = 3 * mean[i] + 5;
			if (i % 10 == 0) variance[i] *= 20;
			if (i % 17 == 0) mean[i] = Float.NaN;
		}
		final NoiseModel noise = PhotonTransfer.fit(mean, variance, 100_000);
		assertEquals(3, noise.gain(), 0.05);
		assertEquals(3 * 50 + 5, noise.variance(50), 2);
	}

	@Test
	public void noiseIsTakenAsEvenWhereVarianceDoesNotRiseWithBrightness() {
		final float[] mean = new float[1000];
		final float[] variance = new float[1000];
		for (int i = 0; i < 1000; i++) mean[i] = i;
		Arrays.fill(variance, 9);
		final NoiseModel noise = PhotonTransfer.fit(mean, variance, 100_000);
		assertEquals(9, noise.variance(0), 0.1);
		assertEquals(9, noise.variance(999), 0.1);
	}

	@Test
	public void withoutAnyVarianceTheNoiseIsStillPositive() {
		for (final int n : new int[] { 0, 1, 1000 }) {
			final NoiseModel noise = PhotonTransfer.fit(new float[n], new float[n], 10);
			assertTrue(noise.toString(), noise.variance(0) > 0 && noise.variance(1e6) > 0);
		}
	}

	@Test
	public void theAverageLeavesOutPartsAndUnknownPixels() {
		final AlignedAverage average = new AlignedAverage(3, 1, 2);
		average.add(new float[] { 1, 2, Float.NaN }, 0, 0, 0);
		average.add(new float[] { 3, 4, Float.NaN }, 0, 0, 1);
		assertEquals(2, average.frames(0));
		assertEquals(1, average.frames(0b01));
		assertEquals(2, average.mean(0)[0], 0);
		assertEquals(3, average.mean(0b01)[0], 0);
		assertTrue(Float.isNaN(average.mean(0)[2]));
	}

	@Test
	public void theAverageMovesFramesBackByWholePixelsAndRemembersTheRest() {
		final AlignedAverage average = new AlignedAverage(4, 1, 1);
		average.add(new float[] { 1, 2, 3, 4 }, 0, 1.25, 0);
		assertEquals(2, average.mean(0)[0], 0);
		assertEquals(4, average.mean(0)[2], 0);
		assertTrue("never imaged", Float.isNaN(average.mean(0)[3]));
		assertEquals(0.25, average.origin(0).dx(), 1e-12);
		assertEquals(0, average.origin(0).dy(), 0);
	}
}

package org.apical.simulate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;

import org.apical.recording.FrameStream;
import org.junit.Test;

public class SimulatedMovieTest {

	private static final Scene SCENE = Scene.of(SceneParameters.DEFAULT.withSize(96, 80));

	private static SimulatedMovie movie(final MovementParameters movement, final Detector detector) {
		return new SimulatedMovie(SCENE, movement, detector, 200, 3);
	}

	@Test
	public void contentThatMovesDownAndRightHasAPositiveDisplacement() {
		final MovementParameters p = MovementParameters.STILL.withJumps(20, 4, 3);
		final SimulatedMovie movie = movie(p, Detector.DEFAULT.withPhotons(1));
		final float[] still = SCENE.image();
		final float[] moved = new float[movie.pixels()];
		int jumped = 0;
		for (int t = 0; t < movie.frames(); t++) {
			final Displacement d = movie.truth(t);
			if (Math.hypot(d.dy(), d.dx()) < 1) continue;
			jumped++;
			movie.expected(t, moved);
			// the nearest whole shift of the still image fits better than its opposite and than none
			final int dy = (int) Math.round(d.dy()), dx = (int) Math.round(d.dx());
			final double here = difference(moved, still, dy, dx, movie.width(), movie.height());
			assertTrue(here < 0.5 * difference(moved, still, -dy, -dx, movie.width(), movie.height()));
			assertTrue(here < 0.5 * difference(moved, still, 0, 0, movie.width(), movie.height()));
		}
		assertTrue("jumps: " + jumped, jumped > 20);
	}

	private static double difference(final float[] moved, final float[] still, final int dy, final int dx, final int width,
		final int height)
	{
		double sum = 0;
		int n = 0;
		for (int r = 25; r < height - 25; r++) {
			for (int c = 25; c < width - 25; c++, n++) sum += Math.pow(moved[r * width + c] - still[(r - dy) * width + c - dx], 2);
		}
		return sum / n;
	}

	@Test
	public void aPixelShowsTheSceneWhereItsContentCameFrom() {
		final SimulatedMovie movie = movie(MovementParameters.STILL.withDrift(2, 20).withLines(1.5, 5).withScanPhase(1.25, 0),
			Detector.DEFAULT.withPhotons(2));
		final float[] image = new float[movie.pixels()];
		final float[] rows = new float[2 * movie.height()];
		final SplineImage.Work work = new SplineImage.Work(SCENE.baseline().width());
		movie.expected(17, image);
		movie.movement().rows(17, rows);
		for (final int r : new int[] { 0, 33, 79 }) {
			final double phase = r % 2 == 1 ? 1.25 : 0;
			final double y = r - rows[2 * r], x = 40 - rows[2 * r + 1] - phase;
			assertEquals(2 * SCENE.baseline().at(y, x, 0, 0, work), image[r * movie.width() + 40], 1e-4);
		}
	}

	@Test
	public void theBlockFieldMovesPixelsAndItsMeansAreTheRowsAndTheShift() {
		final SimulatedMovie movie = movie(MovementParameters.STILL.withBlocks(1.5, 3, 10), Detector.DEFAULT.withPhotons(1));
		final int width = movie.width(), height = movie.height();
		final float[] field = new float[2 * width * height], rows = new float[2 * height], image = new float[width * height];
		movie.movement().field(31, field);
		movie.movement().rows(31, rows);
		movie.expected(31, image);
		final SplineImage.Work work = new SplineImage.Work(SCENE.baseline().width());
		final int i = 20 * width + 70;
		assertEquals(SCENE.baseline().at(20 - field[2 * i], 70 - field[2 * i + 1], 0, 0, work), image[i], 1e-5);
		double mean = 0, row = 0;
		for (int k = 0; k < width * height; k++) mean += field[2 * k] / (width * height);
		for (int c = 0; c < width; c++) row += field[2 * (20 * width + c) + 1] / width;
		assertEquals(mean, movie.truth(31).dy(), 1e-4);
		assertEquals(row, rows[41], 1e-4);
	}

	@Test
	public void photonCountsHaveAVarianceEqualToTheirMeanTimesTheGain() {
		for (final double photons : new double[] { 0.3, 4, 20 }) {
			final Detector detector = new Detector(photons, 25, 100, 3);
			final SimulatedMovie movie = movie(MovementParameters.STILL, detector);
			final float[] expected = new float[movie.pixels()], frame = new float[movie.pixels()];
			movie.expected(0, expected);
			double chi = 0, mean = 0, light = 0;
			for (int t = 0; t < 100; t++) {
				movie.read(t, frame);
				for (int i = 0; i < frame.length; i++) {
					final double counts = frame[i] - 100;
					mean += counts / 25;
					light += expected[i];
					chi += Math.pow(counts / 25 - expected[i], 2) / (expected[i] + detector.extraVariance());
				}
			}
			final int n = 100 * frame.length;
			assertEquals(photons, light / n, 1e-3 * photons);
			assertEquals(photons, mean / n, 6 * Math.sqrt(photons / n));
			assertEquals(1, chi / n, 0.02);
		}
	}

	@Test
	public void poissonNumbersFollowTheirDistributionWhicheverTheMethod() {
		for (final double mean : new double[] { 0.05, 0.3, 3, 9.9, 63.99, 64.01, 400 }) {
			final PoissonSampler sampler = new PoissonSampler(Seeds.random(1, 2, (long) (10 * mean)));
			final int n = 200_000;
			double sum = 0, square = 0, cube = 0;
			for (int i = 0; i < n; i++) {
				final double d = sampler.next(mean) - mean;
				sum += d / n;
				square += d * d / n;
				cube += d * d * d / n;
			}
			assertEquals(0, sum, 5 * Math.sqrt(mean / n));
			assertEquals(mean, square, 5 * Math.sqrt((mean + 2 * mean * mean) / n));
			assertEquals("skewness", mean, cube, 5 * Math.sqrt((15 * Math.pow(mean, 3) + 25 * mean * mean + mean) / n));
		}
	}

	@Test
	public void aFrameIsTheSameWhicheverThreadReadsItAndWhen() throws IOException {
		final MovementParameters p = MovementParameters.DEFAULT.withLines(1, 5);
		final SimulatedMovie one = movie(p, Detector.DEFAULT), other = movie(p, Detector.DEFAULT);
		final float[] again = new float[one.pixels()];
		FrameStream.run(0, 60, 4, () -> new float[one.pixels()], one::read, (t, frame) -> {
			other.read(t, again);
			assertArrayEquals(again, frame, 0);
		});
		final SimulatedMovie differs = new SimulatedMovie(SCENE, p, Detector.DEFAULT, 200, 4);
		final float[] frame = new float[one.pixels()];
		differs.read(0, frame);
		other.read(0, again);
		assertTrue(!Arrays.equals(frame, again));
	}

	@Test
	public void motionHasTheAmountsAskedFor() {
		final MovementParameters p = MovementParameters.STILL.withDrift(2, 3).withJitter(0.5).withLines(1.5, 5);
		final Movement movement = new Movement(p, 64, 64, 8);
		final float[] rows = new float[128];
		double square = 0;
		final int frames = 3000;
		for (int t = 0; t < frames; t++) {
			movement.rows(t, rows);
			for (int i = 0; i < 128; i++) square += rows[i] * rows[i] / (128.0 * frames);
		}
		assertEquals(Math.sqrt(4 + 0.25 + 2.25), Math.sqrt(square), 0.08);
	}

	@Test
	public void rowsMoveSmoothlyAndOnIntoTheNextFrame() {
		final Movement movement = new Movement(MovementParameters.STILL.withLines(1.5, 5), 64, 500, 8);
		final float[] rows = new float[1000];
		float last = Float.NaN;
		for (int t = 0; t < 50; t++) {
			movement.rows(t, rows);
			for (int r = 0; r < 500; r++) {
				if (t + r > 0) assertEquals(last, rows[2 * r], 0.1);
				last = rows[2 * r];
			}
		}
	}

	@Test
	public void bleachingFadesTheLightAndLeavesTheRest() {
		final SimulatedMovie movie = new SimulatedMovie(SCENE, MovementParameters.STILL, Detector.DEFAULT, new Bleaching(0.4, 10),
			30, 100_000, 1);
		final float[] first = new float[movie.pixels()], later = new float[movie.pixels()];
		movie.expected(0, first);
		movie.expected(300, later);
		assertEquals(1 - 0.4 * (1 - Math.exp(-1)), later[100] / first[100], 1e-5);
		movie.expected(99_999, later);
		assertEquals(0.6, later[100] / first[100], 1e-5);
	}

	@Test
	public void movementBeyondTheMarginAndFramesThatAreNotThereAreRefused() {
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> movie(MovementParameters.STILL
			.withJumps(60, 100, 5), Detector.DEFAULT));
		assertTrue(e.getMessage(), e.getMessage().contains("needs a margin of 63 px, not 48"));
		assertThrows(IndexOutOfBoundsException.class, () -> movie(MovementParameters.STILL, Detector.DEFAULT).read(200,
			new float[96 * 80]));
		assertNotEquals(0, movie(MovementParameters.DEFAULT, Detector.DEFAULT).truth(0).dy(), 1e-9);
	}
}

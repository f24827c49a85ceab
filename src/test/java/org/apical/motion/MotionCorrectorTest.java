package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class MotionCorrectorTest {

	private static final MotionParameters RIGID = MotionParameters.DEFAULT.withModel(MotionModel.RIGID).withThreads(1);
	private static final MovementParameters SHAKY = MovementParameters.STILL.withJitter(1.5);

	private static SimulatedMovie movie(final int width, final int height, final int frames, final long seed) {
		return new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(width, height).withSeed(seed)), SHAKY, Detector.DEFAULT,
			frames, seed);
	}

	private static Template still(final SimulatedMovie movie) {
		final float[] image = movie.scene().image();
		for (int i = 0; i < image.length; i++) image[i] = 100 + 100 * image[i];
		return new Template(movie.width(), movie.height(), image);
	}

	@Test
	public void contentMovedDownByThreeHasADisplacementOfThree() throws IOException {
		final float[] image = still(movie(64, 64, 1, 1)).pixels();
		final float[] moved = image.clone();
		for (int i = 0; i < image.length; i++) {
			final int r = i / 64 - 3;
			final int c = i % 64 + 2;
			if (r >= 0 && c < 64) moved[i] = image[r * 64 + c];
		}
		final Correction correction = new Correction(RIGID, new Template(64, 64, image), 0, new HeldMovie(64, 64, PixelType.UINT16,
			new float[][] { image, moved }));
		assertEquals(0, correction.shift(0).dy(), 0.05);
		assertEquals(3, correction.shift(1).dy(), 0.05);
		assertEquals(-2, correction.shift(1).dx(), 0.05);
	}

	@Test
	public void anyNumberOfThreadsGivesTheSameBitForBit() throws IOException {
		final SimulatedMovie movie = movie(72, 56, 40, 2);
		for (final MotionModel model : MotionModel.values()) {
			final Correction one = new Correction(RIGID.withModel(model), null, 0, movie);
			for (int threads = 2; threads <= 3; threads++) {
				final Correction more = new Correction(RIGID.withModel(model).withThreads(threads), null, 0, movie);
				assertEquals(one.motions, more.motions);
				for (int t = 0; t < 40; t++) assertArrayEquals(one.frames.get(t), more.frames.get(t), 0);
			}
		}
	}

	@Test
	public void smallOddAndNarrowMoviesKeepAllTheirFramesAndGiveFiniteNumbers() throws IOException {
		final Random random = new Random(3);
		for (final int[] size : new int[][] { { 16, 16 }, { 1, 40 }, { 40, 1 }, { 1, 1 }, { 37, 53 } }) {
			for (final int frames : new int[] { 1, 7 }) {
				final float[][] data = new float[frames][size[0] * size[1]];
				for (final float[] frame : data) for (int i = 0; i < frame.length; i++) frame[i] = random.nextInt(1000);
				assertWhole(new HeldMovie(size[0], size[1], PixelType.UINT16, data));
			}
		}
	}

	@Test
	public void constantMoviesAreBadThroughoutAndGiveFiniteNumbers() throws IOException {
		for (final float value : new float[] { 0, 100, 65535 }) {
			final float[][] data = new float[5][32 * 24];
			for (final float[] frame : data) Arrays.fill(frame, value);
			for (final Correction correction : assertWhole(new HeldMovie(32, 24, PixelType.UINT16, data))) {
				assertEquals(5, correction.summary.badFrames());
			}
		}
	}

	private static Correction[] assertWhole(final HeldMovie movie) throws IOException {
		final Correction[] all = new Correction[MotionModel.values().length];
		for (final MotionModel model : MotionModel.values()) {
			final String what = movie.width() + " x " + movie.height() + " x " + movie.frames() + " " + model;
			final Correction correction = Correction.of(movie, model);
			all[model.ordinal()] = correction;
			assertEquals(what, movie.frames(), correction.frames.size());
			assertEquals(what, movie.frames(), correction.summary.frames());
			for (final FrameMotion m : correction.motions) {
				assertTrue(what + m, Double.isFinite(m.shift().dy()) && Double.isFinite(m.shift().dx()));
			}
			for (final float[] frame : correction.frames) for (final float v : frame) assertTrue(what, Float.isFinite(v));
		}
		return all;
	}

	@Test
	public void blankAndSaturatedFramesAreMarkedAndKept() throws IOException {
		final HeldMovie movie = HeldMovie.of(movie(64, 64, 60, 4));
		Arrays.fill(movie.data()[20], 0);
		Arrays.fill(movie.data()[40], 65535);
		for (final MotionModel model : MotionModel.values()) {
			final Correction correction = Correction.of(movie, model);
			assertEquals(60, correction.frames.size());
			assertTrue(correction.motions.get(20).bad());
			assertTrue(correction.motions.get(40).bad());
			assertEquals(model.toString(), 2, correction.summary.badFrames());
		}
	}

	@Test
	public void unknownPixelsDoNotSpoilTheShift() throws IOException {
		final SimulatedMovie simulated = movie(96, 96, 60, 5);
		final HeldMovie movie = HeldMovie.of(simulated);
		for (int i = 0; i < movie.pixels(); i += 11) movie.data()[30][i] = Float.NaN;
		final Correction correction = new Correction(RIGID, still(simulated), 0, movie);
		assertEquals(simulated.truth(30).dy(), correction.shift(30).dy(), 0.5);
		assertEquals(simulated.truth(30).dx(), correction.shift(30).dx(), 0.5);
		for (final float v : correction.frames.get(30)) assertTrue(Float.isFinite(v));
	}

	@Test
	public void aMovieThatStartsAwayFromItsUsualPlaceIsMeasuredFromThere() throws IOException {
		final SimulatedMovie large = new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(96, 96)), MovementParameters.STILL,
			Detector.DEFAULT, 60, 12);
		final float[][] data = new float[60][64 * 64];
		final float[] frame = new float[large.pixels()];
		for (int t = 0; t < 60; t++) {
			large.read(t, frame);
			// A window further up shows the content further down.
			final int top = t < 15 ? 6 : 16;
			for (int r = 0; r < 64; r++) System.arraycopy(frame, (r + top) * 96 + 16, data[t], r * 64, 64);
		}
		final Correction correction = new Correction(RIGID, null, 0, new HeldMovie(64, 64, PixelType.UINT16, data));
		for (int t = 0; t < 60; t++) {
			assertEquals("frame " + t, t < 15 ? 10 : 0, correction.shift(t).dy(), 0.6);
			assertEquals("frame " + t, 0, correction.shift(t).dx(), 0.6);
		}
	}

	@Test
	public void noShiftIsLargerThanAsked() throws IOException {
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(96, 96)), MovementParameters.STILL
			.withJumps(30, 10, 3), Detector.DEFAULT, 60, 6);
		for (final FrameMotion m : new Correction(RIGID.withMaxShift(5), null, 0, movie).motions) {
			assertTrue(m.toString(), Math.abs(m.shift().dy()) <= 5 && Math.abs(m.shift().dx()) <= 5);
		}
	}

	@Test
	public void aTemplateOfAnotherSizeIsRefused() {
		final SimulatedMovie movie = movie(64, 48, 5, 7);
		final Throwable e = assertThrows(IllegalArgumentException.class, () -> new Correction(RIGID, new Template(48, 64, new float[48 *
			64]), 0, movie));
		assertTrue(e.getMessage(), e.getMessage().contains("48 x 64") && e.getMessage().contains("64 x 48"));
	}

	@Test
	public void theReferenceChannelDrivesTheOthers() throws IOException {
		final SimulatedMovie signal = movie(64, 64, 40, 8);
		final HeldMovie empty = new HeldMovie(64, 64, PixelType.UINT16, new float[40][64 * 64]);
		final Correction both = new Correction(RIGID, null, 1, empty, signal);
		final Correction alone = new Correction(RIGID, null, 0, signal);
		assertEquals(alone.motions, both.motions);
		assertEquals(80, both.frames.size());
		for (int t = 0; t < 40; t++) assertArrayEquals(alone.frames.get(t), both.frames.get(2 * t + 1), 0);
	}

	@Test
	public void withAGivenTemplateAFrameTakenLiveIsCorrectedLikeOneReadLater() throws IOException {
		final SimulatedMovie movie = movie(64, 48, 30, 9);
		for (final MotionModel model : MotionModel.values()) {
			final MotionParameters p = RIGID.withModel(model);
			final Correction later = new Correction(p, still(movie), 0, movie);
			final Alignment alignment = new MotionCorrector(p).prepare(movie, still(movie), Progress.NONE);
			final MotionEstimator live = alignment.estimator().fork();
			final float[] frame = new float[movie.pixels()];
			for (int t = 29; t >= 0; t--) {
				movie.read(t, frame);
				assertEquals(later.shift(t), live.estimate(frame));
				assertArrayEquals(later.displacements.get(t), live.displacement(), 0);
			}
		}
	}

	@Test
	public void framesOutsideTheSampleAreEstimatedAlikeLiveAndLater() throws IOException {
		final SimulatedMovie movie = movie(32, 32, 2000, 10);
		final Correction later = new Correction(RIGID, null, 0, movie);
		final Alignment alignment = new MotionCorrector(RIGID).prepare(movie, null, Progress.NONE);
		final MotionEstimator live = alignment.estimator().fork();
		final float[] frame = new float[movie.pixels()];
		int compared = 0;
		for (int t = 0; t < 2000; t++) {
			if (Arrays.binarySearch(alignment.sample(), t) >= 0) continue;
			movie.read(t, frame);
			assertEquals(later.shift(t), live.estimate(frame));
			compared++;
		}
		assertTrue("" + compared, compared > 400);
	}

	@Test
	public void aShakyMovieGetsCrisperAndItsFramesAgreeBetter() throws IOException {
		final SimulatedMovie movie = movie(96, 96, 120, 11);
		final Correction correction = new Correction(RIGID, null, 0, movie);
		final MotionSummary s = correction.summary;
		assertTrue(s.crispnessBefore() + " to " + s.crispnessAfter(), s.crispnessAfter() > 1.05 * s.crispnessBefore());
		assertTrue(s.correlationBefore() + " to " + s.correlationAfter(), s.correlationAfter() > s.correlationBefore());
		final int[] valid = { 0, 0, 96, 96 };
		for (final FrameMotion m : correction.motions) {
			assertFalse(m.toString(), m.bad());
			valid[0] = Math.max(valid[0], (int) Math.ceil(-m.shift().dy()));
			valid[1] = Math.max(valid[1], (int) Math.ceil(-m.shift().dx()));
			valid[2] = Math.min(valid[2], 96 - (int) Math.ceil(m.shift().dy()));
			valid[3] = Math.min(valid[3], 96 - (int) Math.ceil(m.shift().dx()));
		}
		assertArrayEquals(valid, s.valid());
	}
}

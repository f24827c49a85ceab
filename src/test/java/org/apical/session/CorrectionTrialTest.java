package org.apical.session;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;

import org.apical.command.ShakyRecording;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.recording.FrameRange;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class CorrectionTrialTest {

	private static final MotionParameters RIGID = MotionParameters.DEFAULT.withModel(MotionModel.RIGID).withMaxShift(10);

	private Movie movie = ShakyRecording.movie(100);

	private final Recording recording = new Recording() {

		@Override
		public String name() {
			return "shaky";
		}

		@Override
		public int planes() {
			return 1;
		}

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public Movie movie(final int plane, final int channel) {
			return movie;
		}

		@Override
		public List<String> warnings() {
			return List.of();
		}

		@Override
		public void close() {}
	};

	@Test
	public void aStretchIsCenteredOnTheFrameAndStaysWithinTheMovie() throws IOException {
		for (final int[] c : new int[][] { { 0, 0 }, { 50, 20 }, { 99, 40 } }) {
			final CorrectionTrial.Outcome outcome = new CorrectionTrial(RIGID, 0, null).run(recording, 0, c[0], Progress.NONE);
			assertEquals(c[1], outcome.first());
			assertEquals(60, outcome.summary().frames());
		}
	}

	@Test
	public void aStretchHoldsTheMoviesFrames() throws IOException {
		final FrameRange range = FrameRange.around(movie, 50, 60);
		final float[] of = new float[movie.pixels()], expected = new float[movie.pixels()];
		range.read(7, of);
		movie.read(range.first() + 7, expected);
		assertArrayEquals(expected, of, 0);
		assertEquals(movie.timeSeconds(27), range.timeSeconds(7), 0);
		assertThrows(IndexOutOfBoundsException.class, () -> range.read(60, of));
		assertThrows(IndexOutOfBoundsException.class, () -> new FrameRange(movie, 50, 51));
	}

	@Test
	public void deformingTissueOfALargeFieldIsLookedAtWithLargerPixelsAndMeasuredInThoseOfTheRecording() throws IOException {
		movie = new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(320, 64)), MovementParameters.STILL.withJitter(2), Detector.DEFAULT, 40, 1);
		final CorrectionTrial.Outcome outcome = new CorrectionTrial(RIGID.withModel(MotionModel.BLOCKS), 0, null).run(recording, 0, 20, Progress.NONE);
		assertEquals(2, outcome.edge());
		assertEquals(160, outcome.width());
		assertEquals(2 * movie.sampling().pixelWidthUm(), outcome.sampling().pixelWidthUm(), 1e-9);
		assertEquals(2 * Math.sqrt(2), outcome.rmsPx(), 0.6);
		assertEquals(1, new CorrectionTrial(RIGID, 0, null).run(recording, 0, 20, Progress.NONE).edge());
	}

	@Test
	public void theShiftsAreThoseOfTheMotionAndTheMeanGetsCrisper() throws IOException {
		final CorrectionTrial.Outcome outcome = new CorrectionTrial(RIGID, 0, null).run(recording, 0, 50, Progress.NONE);
		// jitter of 1.5 px an axis
		assertEquals(1.5 * Math.sqrt(2), outcome.rmsPx(), 0.6);
		assertTrue(outcome.largestPx() > outcome.rmsPx());
		assertTrue(outcome.summary().crispnessAfter() > 1.1 * outcome.summary().crispnessBefore());
	}
}

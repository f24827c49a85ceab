package org.apical.motion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;

import org.apical.recording.Progress;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class MotionPlanTest {

	private static final int FRAMES = 2 * MotionStatistics.PART_FRAMES + 70;

	/** With frames that tell nothing at the parts' ends. */
	private static HeldMovie movie() throws IOException {
		final HeldMovie movie = HeldMovie.of(new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(40, 32).withSeed(4)),
			MovementParameters.STILL.withJitter(1.5), Detector.DEFAULT, FRAMES, 4));
		for (final int t : new int[] { 0, 9, MotionStatistics.PART_FRAMES - 1, MotionStatistics.PART_FRAMES }) Arrays.fill(movie.data()[t], 0);
		return movie;
	}

	@Test
	public void partsCorrectedApartAreTheWholeBitForBit() throws Exception {
		final HeldMovie movie = movie();
		for (final MotionModel model : MotionModel.values()) {
			final MotionParameters parameters = MotionParameters.DEFAULT.withModel(model).withMaxShift(8).withScanPhase(model == MotionModel.RIGID)
				.withInterpolation(Interpolation.LINEAR).withThreads(2);
			final Correction whole = new Correction(parameters, null, 0, movie);
			final KeptFrames parts = new KeptFrames();
			final MotionPlan plan = new MotionCorrector(parameters).plan(List.of(movie), 0, null, Progress.NONE);
			final MotionStatistics all = new MotionStatistics(movie.width(), movie.height());
			for (int first = 0; first < FRAMES; first += MotionStatistics.PART_FRAMES)
				all.add(travelled(travelled(plan).withThreads(1).correct(List.of(movie), first, Math.min(FRAMES, first +
					MotionStatistics.PART_FRAMES), parts, Progress.NONE)));
			assertEquals(whole.motions, parts.motions);
			for (int t = 0; t < FRAMES; t++) assertArrayEquals(whole.frames.get(t), parts.frames.get(t), 0);
			final MotionSummary summary = plan.summary(List.of(movie), all, Progress.NONE);
			assertTrue("some are bad", summary.badFrames() >= 4);
			assertArrayEquals(whole.summary.mean(), summary.mean(), 0);
			assertArrayEquals(whole.summary.meanBefore(), summary.meanBefore(), 0);
			assertArrayEquals(whole.summary.valid(), summary.valid());
			assertEquals(figures(whole.summary), figures(summary));
		}
	}

	private static List<Double> figures(final MotionSummary s) {
		return List.of(s.crispnessBefore(), s.crispnessAfter(), s.correlationBefore(), s.correlationAfter(), s.residualPx(), s.scanPhasePx(),
			(double) s.frames(), (double) s.badFrames());
	}

	/** As it arrives on another machine. */
	@SuppressWarnings("unchecked")
	private static <T> T travelled(final T object) throws IOException, ClassNotFoundException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (T) in.readObject();
		}
	}
}

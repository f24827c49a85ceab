package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;

import org.apical.SharedData;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.tiff.TiffFormat;
import org.junit.Test;

/** Real recordings: nobody knows their true motion, but how far they move was measured by other means (see their README). */
public class SharedMotionTest {

	private static Correction corrected(final String file, final MotionModel model) throws IOException {
		try (Recording recording = new TiffFormat().open(SharedData.require(file), OpenOptions.DEFAULT)) {
			return Correction.of(recording.movie(0, 0), model);
		}
	}

	private static double[] shifts(final Correction correction, final int axis) {
		final double[] shifts = correction.motions.stream().mapToDouble(m -> axis == 0 ? m.shift().dy() : m.shift().dx()).toArray();
		final double[] sorted = shifts.clone();
		Arrays.sort(sorted);
		for (int t = 0; t < shifts.length; t++) shifts[t] -= sorted[sorted.length / 2];
		return shifts;
	}

	@Test
	public void aMovieThatDoesNotMoveIsHardlyMoved() throws IOException {
		final Correction correction = corrected("thunder-mouse-downsampled/mouse_300x64x64.tif", MotionModel.RIGID);
		for (int axis = 0; axis < 2; axis++) {
			final double rms = Math.sqrt(Correction.spread(shifts(correction, axis)));
			assertTrue("axis " + axis + ": " + rms + " px", rms < 0.15);
		}
	}

	@Test
	public void theMeanOfADimMovingMovieGetsCrisper() throws IOException {
		final MotionSummary s = corrected("sima-mouse-motion/example.tif", MotionModel.RIGID).summary;
		assertTrue(s.crispnessBefore() + " to " + s.crispnessAfter(), s.crispnessAfter() > 1.1 * s.crispnessBefore());
		assertEquals("frames that agree with the template", 0, s.badFrames());
	}

	@Test
	public void theMeanOfTissueThatDeformsGetsCrisperByBlocksThanByOneShift() throws IOException {
		final MotionSummary rigid = corrected("fly-vnc-neurites/tdTom.tif", MotionModel.RIGID).summary;
		final MotionSummary blocks = corrected("fly-vnc-neurites/tdTom.tif", MotionModel.BLOCKS).summary;
		assertTrue(blocks.crispnessBefore() + " to " + blocks.crispnessAfter(), blocks.crispnessAfter() > blocks.crispnessBefore());
		assertTrue(rigid.crispnessAfter() + " and " + blocks.crispnessAfter(), blocks.crispnessAfter() > rigid.crispnessAfter());
	}
}

package org.apical.command;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionSink;
import org.apical.recording.MovieImg;
import org.apical.recording.Progress;
import org.apical.simulate.SimulatedMovie;
import org.junit.Test;

public class MotionOpsTest {

	@Test
	public void theOpGivesTheFramesOfTheCorrector() throws IOException {
		final SimulatedMovie movie = ShakyRecording.movie(10);
		final PlanarImg<FloatType, FloatArray> corrected = MotionOps.correct(new MovieImg(movie), "rigid", 10.0);
		new MotionCorrector(MotionParameters.DEFAULT.withModel(MotionModel.RIGID).withMaxShift(10)).correct(List.of(movie), 0, null,
			new MotionSink() {

				@Override
				public void motion(final FrameMotion motion, final float[] displacement) {}

				@Override
				public void frame(final int frame, final int channel, final float[] pixels) {
					// the image's pixels are float, the movie's integers: rounding is the only difference
					assertArrayEquals(pixels, corrected.getPlane(frame).getCurrentStorageArray(), 0.5001f);
				}
			}, Progress.NONE);
	}

	@Test
	public void anImageOfTwoDimensionsIsRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> MotionOps.correct(ArrayImgs.floats(8, 8), "rigid", 10.0));
		assertEquals("A movie has 3 dimensions (x, y, t), not 2", e.getMessage());
	}

	@Test
	public void theIndexForSciJavaOpsNamesIt() throws IOException {
		try (InputStream index = MotionOps.class.getResourceAsStream("/ops.yaml")) {
			final String text = new String(index.readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(text, text.contains("names: [motion.correct]") && text.contains("javaMethod:/org.apical.command.MotionOps.correct"));
		}
	}
}

package org.apical.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionSink;
import org.apical.recording.ImgMovie;
import org.apical.recording.Progress;

/** Motion correction for SciJava Ops; {@code ops.yaml} names it there. */
public final class MotionOps {

	private MotionOps() {}

	/**
	 * Corrects the motion of a movie.
	 *
	 * @param movie columns x rows x frames, read when needed
	 * @param model rigid, lines or blocks
	 * @param maxShift largest displacement from the template, px
	 * @return the corrected movie, of the same size, in memory
	 * @throws IllegalArgumentException where there are not three dimensions, or no such model
	 * @implNote op names='motion.correct'
	 */
	public static <T extends RealType<T>> PlanarImg<FloatType, FloatArray> correct(final RandomAccessibleInterval<T> movie,
		final String model, final Double maxShift)
	{
		final MotionParameters parameters = MotionParameters.DEFAULT.withModel(MotionModel.valueOf(model.toUpperCase(Locale.ROOT)))
			.withMaxShift(maxShift);
		final PlanarImg<FloatType, FloatArray> corrected = PlanarImgs.floats(movie.dimensionsAsLongArray());
		try {
			new MotionCorrector(parameters).correct(List.of(new ImgMovie<>(movie)), 0, null, new MotionSink() {

				@Override
				public void motion(final FrameMotion motion, final float[] displacement) {}

				@Override
				public void frame(final int frame, final int channel, final float[] pixels) {
					System.arraycopy(pixels, 0, corrected.getPlane(frame).getCurrentStorageArray(), 0, pixels.length);
				}
			}, Progress.NONE);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return corrected;
	}
}

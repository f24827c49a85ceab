package org.apical.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

import org.apical.recording.FrameStream;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.tiff.TiffMovieWriter;

/**
 * Writes a simulated recording and its truth.
 *
 * <p>{@code movie.tif} holds the frames as a microscope stores them: channels follow each other, then planes, then time.
 * {@link TruthFiles} tells what lies beside it.
 */
public final class SimulationFiles {

	/**
	 * What was written.
	 *
	 * @param frames of each plane and channel
	 * @param medianBoundPx median over frames of the Cramér-Rao bound on a shift's standard deviation per axis, px
	 * @param rois structures in view
	 * @param neurons neurons these belong to
	 */
	public record Summary(int frames, double medianBoundPx, int rois, int neurons) {}

	/** What one frame of all planes needs. */
	private static final class Slot {
		private final float[][] frames;
		private final double[] bounds;

		Slot(final SimulatedRecording recording) {
			frames = new float[recording.planes() * recording.channels()][recording.movie(0, 0).pixels()];
			bounds = new double[recording.planes()];
		}
	}

	private SimulationFiles() {}

	/**
	 * @param file gives the path to write a file of a name to, such as {@code ResultFolder::stage}
	 * @param threads number of threads
	 */
	public static Summary write(final SimulationParameters parameters, final Function<String, Path> file, final int threads,
		final Progress progress) throws IOException
	{
		return write(new SimulatedRecording(parameters), false, file, threads, progress);
	}

	/** @param deflate whether the movie is compressed without loss */
	public static Summary write(final SimulatedRecording recording, final boolean deflate, final Function<String, Path> file,
		final int threads, final Progress progress) throws IOException
	{
		final SimulationParameters parameters = recording.parameters();
		final SimulatedMovie first = recording.movie(0, 0);
		final double[] bounds = new double[parameters.frames() * recording.planes()];
		try (TiffMovieWriter movie = new TiffMovieWriter(file.apply("movie.tif"), first.width(), first.height(), PixelType.UINT16,
			first.sampling().withRate(parameters.rateHz() * recording.planes()), deflate);
				TruthFiles truth = new TruthFiles(recording, file))
		{
			FrameStream.run(0, parameters.frames(), threads, () -> new Slot(recording), (t, slot) -> make(recording, t, slot), (t,
				slot) -> {
				for (final float[] frame : slot.frames) movie.write(frame);
				truth.frame(t, slot.bounds);
				System.arraycopy(slot.bounds, 0, bounds, t * recording.planes(), recording.planes());
				progress.update("simulating", t + 1L, parameters.frames());
			});
			truth.finish();
		}
		Arrays.sort(bounds);
		return new Summary(parameters.frames(), bounds[bounds.length / 2], recording.rois().size(), (int) recording.rois().stream()
			.mapToInt(TrueRoi::neuron).distinct().count());
	}

	private static void make(final SimulatedRecording recording, final int frame, final Slot slot) {
		for (int p = 0, i = 0; p < recording.planes(); p++) {
			slot.bounds[p] = recording.movie(p, 0).bound(frame);
			for (int c = 0; c < recording.channels(); c++) recording.movie(p, c).read(frame, slot.frames[i++]);
		}
	}
}

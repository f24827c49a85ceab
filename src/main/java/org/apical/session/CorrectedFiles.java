package org.apical.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionSink;
import org.apical.recording.Movie;
import org.apical.recording.NpyWriter;
import org.apical.recording.RecordingException;
import org.apical.recording.tiff.TiffMovieWriter;

/** Takes one plane's corrected frames and motion into files staged in a result folder, as they come. */
final class CorrectedFiles implements MotionSink, Closeable {

	private final ResultFolder folder;
	private final Movie timing;
	private final ShiftsTable.Writer shifts;
	private final List<TiffMovieWriter> movies = new ArrayList<>();
	private final String warpName;
	private final int[] warpShape;
	private final Deque<Closeable> open = new ArrayDeque<>();
	private NpyWriter warp;

	/** @param planes number of planes of the recording; files carry the plane in their names where there are several */
	CorrectedFiles(final ResultFolder folder, final int plane, final int planes, final List<Movie> channels,
		final MotionCorrector corrector) throws IOException
	{
		this.folder = folder;
		timing = channels.get(0);
		final String suffix = planes == 1 ? "" : "-p" + (plane + 1);
		warpName = "warp" + suffix + ".npy";
		final int[] displacements = corrector.displacementShape(timing.width(), timing.height());
		warpShape = IntStream.concat(IntStream.of(displacements), IntStream.of(2)).toArray();
		try {
			shifts = opened(new ShiftsTable.Writer(folder.stage("shifts" + suffix + ".csv")));
			for (int c = 0; c < channels.size(); c++) {
				final String name = planes == 1 && channels.size() == 1 ? "corrected.tif" : "corrected-p" + (plane + 1) + "-c" + (c + 1) + ".tif";
				final Movie movie = channels.get(c);
				movies.add(opened(new TiffMovieWriter(folder.stage(name), movie.width(), movie.height(), movie.pixelType(), movie.sampling())));
			}
		}
		catch (final IOException e) {
			closeQuietly(e);
			throw full(e);
		}
	}

	private <C extends Closeable> C opened(final C file) {
		open.push(file);
		return file;
	}

	@Override
	public void motion(final FrameMotion motion, final float[] displacement) throws IOException {
		try {
			shifts.add(timing.timeSeconds(motion.frame()), motion);
			if (displacement == null) return;
			if (warp == null) warp = opened(new NpyWriter(folder.stage(warpName), warpShape));
			warp.write(displacement);
		}
		catch (final IOException e) {
			throw full(e);
		}
	}

	@Override
	public void frame(final int frame, final int channel, final float[] pixels) throws IOException {
		try {
			movies.get(channel).write(pixels);
		}
		catch (final IOException e) {
			throw full(e);
		}
	}

	/** Takes corrected frames from a file of such frames alone, as {@link #frame} would one by one. */
	void append(final int channel, final Path part, final int frames) throws IOException {
		try {
			movies.get(channel).append(part, frames);
		}
		catch (final IOException e) {
			throw full(e);
		}
	}

	/** Makes the files whole. */
	void finish() throws IOException {
		try {
			if (warp != null) warp.finish();
			while (!open.isEmpty()) open.pop().close();
		}
		catch (final IOException e) {
			throw full(e);
		}
	}

	/** Gives up files that were not finished. */
	@Override
	public void close() {
		closeQuietly(new IOException());
	}

	private void closeQuietly(final IOException cause) {
		while (!open.isEmpty()) try {
			open.pop().close();
		}
		catch (final IOException e) {
			cause.addSuppressed(e);
		}
	}

	private RecordingException full(final IOException e) {
		return new RecordingException("The results cannot be written to " + folder.path() + " (" + ResultFolder.reason(e) +
			"); earlier results are unchanged", e);
	}
}

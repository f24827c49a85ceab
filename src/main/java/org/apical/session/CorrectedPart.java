package org.apical.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionSink;
import org.apical.motion.MotionStatistics;
import org.apical.recording.Movie;
import org.apical.recording.tiff.TiffMovieWriter;

/**
 * A part of a recording that one machine corrected and another one will join to the rest: a folder with a movie a channel and
 * what was found out about the frames.
 */
final class CorrectedPart {

	private static final String FOUND = "found";

	/** @param displacements of each frame, null where whole frames moved */
	private record Found(ArrayList<FrameMotion> motions, ArrayList<float[]> displacements, MotionStatistics statistics)
		implements Serializable
	{}

	private final Path folder;

	/** @param parts where all parts are */
	CorrectedPart(final Path parts, final int number) {
		folder = parts.resolve("part" + number);
	}

	private static Path movie(final Path folder, final int channel) {
		return folder.resolve("c" + (channel + 1) + ".tif");
	}

	/** Takes the part's frames; they appear under its name when all are there. */
	final class Writer implements MotionSink, Closeable {

		/** Of this attempt alone: an earlier one on a machine believed dead may still be writing. */
		private final Path attempt;
		private final List<TiffMovieWriter> movies = new ArrayList<>();
		private final ArrayList<FrameMotion> motions = new ArrayList<>();
		private final ArrayList<float[]> displacements = new ArrayList<>();

		Writer(final List<Movie> channels) throws IOException {
			attempt = Files.createTempDirectory(folder.getParent(), "attempt");
			for (int c = 0; c < channels.size(); c++) {
				final Movie movie = channels.get(c);
				movies.add(new TiffMovieWriter(movie(attempt, c), movie.width(), movie.height(), movie.pixelType(), movie.sampling()));
			}
		}

		@Override
		public void motion(final FrameMotion motion, final float[] displacement) {
			motions.add(motion);
			displacements.add(displacement == null ? null : displacement.clone());
		}

		@Override
		public void frame(final int frame, final int channel, final float[] pixels) throws IOException {
			movies.get(channel).write(pixels);
		}

		/** Makes the part whole. Another attempt may have done so before, with the same result. */
		void finish(final MotionStatistics statistics) throws IOException {
			for (final TiffMovieWriter movie : movies) movie.close();
			try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(attempt.resolve(FOUND)))) {
				out.writeObject(new Found(motions, displacements, statistics));
			}
			try {
				Files.move(attempt, folder, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (final FileSystemException e) {
				if (!Files.exists(folder)) throw e;
				remove(attempt);
			}
		}

		/** What was not finished stays behind until the folder of all parts goes. */
		@Override
		public void close() throws IOException {
			for (final TiffMovieWriter movie : movies) movie.close();
		}
	}

	/**
	 * Moves the part into the files of the whole, as their next frames.
	 *
	 * @return the sums over its frames
	 */
	MotionStatistics join(final CorrectedFiles files, final int channels) throws IOException {
		final Found found;
		try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(folder.resolve(FOUND)))) {
			found = (Found) in.readObject();
		}
		catch (final ClassNotFoundException e) {
			throw new IOException(folder + " was written by another version of Apical", e);
		}
		for (int i = 0; i < found.motions.size(); i++) files.motion(found.motions.get(i), found.displacements.get(i));
		for (int c = 0; c < channels; c++) files.append(c, movie(folder, c), found.motions.size());
		remove(folder);
		return found.statistics;
	}

	private static void remove(final Path folder) throws IOException {
		try (var files = Files.newDirectoryStream(folder)) {
			for (final Path file : files) Files.delete(file);
		}
		Files.delete(folder);
	}
}

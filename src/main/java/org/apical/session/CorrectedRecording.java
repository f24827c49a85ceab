package org.apical.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.motion.FrameMotion;
import org.apical.recording.FrameRange;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingService;

/**
 * The planes of a recording without motion, and what the correction found out about their frames: the results of {@code
 * correct}, or any movie that was corrected elsewhere.
 */
public final class CorrectedRecording implements Closeable {

	private final List<Recording> open = new ArrayList<>();
	private final List<Movie> movies = new ArrayList<>();
	private final List<List<ShiftsTable.Row>> shifts = new ArrayList<>();

	private CorrectedRecording() {}

	/**
	 * @param inputs a result folder of {@code correct}, or files; {@code shifts.csv} beside a {@code corrected.tif} is read
	 * @param channel from 0
	 * @throws RecordingException where something is missing or does not fit
	 */
	public static CorrectedRecording open(final RecordingService service, final List<Path> inputs, final OpenOptions options,
		final int channel) throws IOException
	{
		final CorrectedRecording corrected = new CorrectedRecording();
		try {
			final Path first = inputs.get(0);
			final boolean results = inputs.size() == 1 && Files.isDirectory(first) && !files(first, channel).isEmpty();
			if (results) for (final Path file : files(first, channel)) corrected.add(service.open(file, options), channel, file);
			else corrected.add(inputs.size() == 1 ? service.open(first, options) : service.open(inputs, options), channel, first);
			return corrected;
		}
		catch (final IOException | RuntimeException e) {
			corrected.close();
			throw e;
		}
	}

	/** The files that {@link #open} reads: of a result folder only the corrected movies and their shifts. */
	public static List<Path> sources(final List<Path> inputs, final int channel) {
		if (inputs.size() != 1) return inputs;
		final List<Path> movies = Files.isDirectory(inputs.get(0)) ? files(inputs.get(0), channel) : inputs;
		if (movies.isEmpty()) return inputs;
		final List<Path> sources = new ArrayList<>(movies);
		for (final Path movie : movies) if (Files.exists(shiftsOf(movie))) sources.add(shiftsOf(movie));
		return sources;
	}

	/** Movies of equal size, one a plane, of whose motion nothing is known. */
	public static CorrectedRecording of(final List<Movie> planes) {
		final CorrectedRecording corrected = new CorrectedRecording();
		for (final Movie movie : planes) {
			corrected.movies.add(movie);
			corrected.shifts.add(List.of());
		}
		return corrected;
	}

	/**
	 * The frames about the middle of each plane; what closes this closes them too.
	 *
	 * @param most how many; all where there are fewer
	 */
	public CorrectedRecording middle(final int most) {
		final CorrectedRecording part = new CorrectedRecording();
		for (int p = 0; p < planes(); p++) {
			final FrameRange range = FrameRange.around(movies.get(p), movies.get(p).frames() / 2, most);
			final List<ShiftsTable.Row> rows = shifts.get(p);
			part.movies.add(range);
			part.shifts.add(rows.isEmpty() ? rows : rows.subList(range.first(), range.first() + range.frames()));
		}
		return part;
	}

	/** The corrected movies in a result folder, one a plane, of the first channel; empty where it is none. */
	public static List<Path> movies(final Path folder) {
		return files(folder, 0);
	}

	/** The same of any channel. */
	private static List<Path> files(final Path folder, final int channel) {
		final Path only = folder.resolve("corrected.tif");
		if (Files.exists(only)) return List.of(only);
		return IntStream.iterate(1, p -> p + 1).mapToObj(p -> folder.resolve("corrected-p" + p + "-c" + (channel + 1) + ".tif")).takeWhile(
			Files::exists).toList();
	}

	private void add(final Recording recording, final int channel, final Path file) throws IOException {
		open.add(recording);
		final boolean single = recording.channels() == 1;
		if (!single && channel >= recording.channels()) throw new RecordingException(recording.name() + " has " + recording.channels() +
			" channels, there is no channel " + (channel + 1));
		for (int p = 0; p < recording.planes(); p++) {
			final Movie movie = recording.movie(p, single ? 0 : channel);
			movies.add(movie);
			shifts.add(shifts(file, movie));
		}
	}

	private static List<ShiftsTable.Row> shifts(final Path file, final Movie movie) throws IOException {
		final Path table = shiftsOf(file);
		if (!file.getFileName().toString().startsWith("corrected") || !Files.exists(table)) return List.of();
		final List<ShiftsTable.Row> rows = ShiftsTable.read(table);
		if (rows.size() != movie.frames()) throw new RecordingException(table + " has " + rows.size() + " frames, " + file + " has " + movie
			.frames() + "; are they of one run?");
		return rows;
	}

	/** Where {@code correct} puts the shifts of a corrected movie. */
	private static Path shiftsOf(final Path movie) {
		return movie.resolveSibling("shifts" + movie.getFileName().toString().replaceAll("^corrected(-p\\d+)?.*$", "$1") + ".csv");
	}

	public int planes() {
		return movies.size();
	}

	/** @param plane from 0 */
	public Movie movie(final int plane) {
		return movies.get(plane);
	}

	/** Which frames cannot be trusted; null where nothing is known of the motion. */
	public boolean[] bad(final int plane) {
		final List<ShiftsTable.Row> rows = shifts.get(plane);
		if (rows.isEmpty()) return null;
		final boolean[] bad = new boolean[rows.size()];
		for (int t = 0; t < bad.length; t++) bad[t] = rows.get(t).motion().bad();
		return bad;
	}

	/** What was found out about each frame; empty where nothing is known. */
	public List<FrameMotion> motion(final int plane) {
		return shifts.get(plane).stream().map(ShiftsTable.Row::motion).toList();
	}

	@Override
	public void close() throws IOException {
		for (final Recording recording : open) recording.close();
	}
}

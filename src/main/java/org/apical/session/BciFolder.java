package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.apical.online.source.SourceGeometry;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingService;

/**
 * What a closed-loop session keeps on disk while it runs: {@code session.yaml} (its configuration), {@code session.json}
 * (the frames' shape), {@code journal.bin} (the record), {@code sample-p1.raw} (frames that the day's template was made from)
 * and, where they are kept, {@code frames-p1.raw}; one file a plane.
 */
final class BciFolder {

	/**
	 * What has to be known to read the frames.
	 *
	 * @param rateHz frames of a plane per second
	 * @param base folder that relative paths of the configuration start from
	 */
	record Shape(int width, int height, PixelType type, int planes, double rateHz, String base) {

		/** How the files of frames are laid out. */
		OpenOptions.RawShape raw() {
			return new OpenOptions.RawShape(width, height, type, true, 0);
		}
	}

	private static final Gson GSON = new Gson();

	private final Path path;

	BciFolder(final Path path) {
		this.path = path;
	}

	Path path() {
		return path;
	}

	Path journal() {
		return path.resolve("journal.bin");
	}

	Path sample(final int plane) {
		return path.resolve("sample-p" + (plane + 1) + ".raw");
	}

	Path frames(final int plane) {
		return path.resolve("frames-p" + (plane + 1) + ".raw");
	}

	/**
	 * Begins a new session's folder. What a program left that was killed before its first frame is no session.
	 *
	 * @throws RecordingException where there is a session already
	 */
	void begin(final Path config, final boolean rehearsed) throws IOException {
		if (Files.exists(journal()) && Files.exists(shapeFile())) throw new RecordingException(path +
			" holds a session already; go on with it by --resume, or name another folder");
		Files.createDirectories(path);
		Files.copy(config, config(), StandardCopyOption.REPLACE_EXISTING);
		if (rehearsed) Files.writeString(rehearsal(), String.format("Rehearsed with a simulated animal: no mouse and no device took part.%n"));
		else Files.deleteIfExists(rehearsal());
	}

	private Path rehearsal() {
		return path.resolve("rehearsal.txt");
	}

	/** Whether frames come from a simulated animal, also when the session is gone on with. */
	boolean isRehearsed() {
		return Files.exists(rehearsal());
	}

	void write(final SourceGeometry geometry, final double rateHz, final Path base) throws IOException {
		// whole or not there, whenever the program is killed
		final Path written = Files.writeString(path.resolve("session.json.new"), GSON.toJson(new Shape(geometry.width(), geometry.height(),
			geometry.type(), geometry.planes(), rateHz, base.toString())));
		Files.move(written, shapeFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private Path shapeFile() {
		return path.resolve("session.json");
	}

	Shape shape() throws IOException {
		final Path file = shapeFile();
		if (!Files.exists(file)) throw new RecordingException(path +
			": holds no session that frames came to (no session.json); begin one with its configuration");
		try {
			final Shape shape = GSON.fromJson(Files.readString(file), Shape.class);
			if (shape == null || shape.type() == null || shape.base() == null) throw new JsonParseException("something is missing");
			return shape;
		}
		catch (final JsonParseException e) {
			throw new RecordingException(file + ": is damaged (" + e.getMessage() + ")", e);
		}
	}

	/** The session's own configuration. */
	Path config() {
		return path.resolve("session.yaml");
	}

	/** Folder that the configuration's relative paths start from. */
	Path base() throws IOException {
		return Path.of(shape().base());
	}

	/** Whether so many frames of each plane were taken as the day's sample. */
	boolean isSampled(final int planes, final int frames) throws IOException {
		if (!Files.exists(shapeFile())) return false;
		final Shape shape = shape();
		final long bytes = (long) frames * shape.width() * shape.height() * shape.type().bytes();
		for (int p = 0; p < planes; p++) if (!Files.exists(sample(p)) || Files.size(sample(p)) < bytes) return false;
		return true;
	}

	/** The raw recording in one of the folder's files. */
	Recording open(final RecordingService service, final Path file, final double rateHz) throws IOException {
		return service.open(file, OpenOptions.DEFAULT.withRate(rateHz).withRaw(shape().raw()));
	}

	/** Of every plane the first frames of its sample. */
	List<Movie> samples(final List<Recording> opened) {
		final List<Movie> movies = new ArrayList<>();
		for (final Recording recording : opened) movies.add(recording.movie(0, 0));
		return movies;
	}
}

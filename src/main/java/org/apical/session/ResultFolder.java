package org.apical.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apical.recording.RecordingException;

/**
 * The folder that a command leaves its results in.
 *
 * <p>Files are written in a hidden folder inside it and moved to their final names together, when {@link #publish} is
 * called: until then earlier results stay as they were, and {@link #close} without it leaves nothing behind. What a
 * killed run left hidden is removed by the next one; a lock, which the operating system drops with the process, tells
 * dead runs from live ones.
 *
 * <p>Not thread-safe.
 */
public final class ResultFolder implements Closeable {

	private static final String HIDDEN = ".apical-";
	private static final String LOCK = "lock";

	private final Path path;
	private final Path hidden;
	private final FileChannel lock;
	private final Map<String, Path> staged = new LinkedHashMap<>();

	private ResultFolder(final Path path, final Path hidden, final FileChannel lock) {
		this.path = path;
		this.hidden = hidden;
		this.lock = lock;
	}

	/**
	 * Makes the folder where it does not exist yet.
	 *
	 * @throws RecordingException where it cannot be made or written
	 */
	public static ResultFolder open(final Path path) throws IOException {
		if (Files.exists(path) && !Files.isDirectory(path)) throw new RecordingException(
			"The output " + path + " is a file; name a folder for the results");
		try {
			Files.createDirectories(path);
			removeDeadRuns(path);
			final Path hidden = Files.createTempDirectory(path, HIDDEN);
			final FileChannel lock = FileChannel.open(hidden.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			lock.lock();
			return new ResultFolder(path, hidden, lock);
		}
		catch (final IOException e) {
			throw new RecordingException("The output folder " + path + " cannot be written (" + reason(e) + "); choose another", e);
		}
	}

	public Path path() {
		return path;
	}

	/**
	 * Where to write a file of the results until all are whole.
	 *
	 * @param name its final name in the folder
	 */
	public Path stage(final String name) {
		return staged.computeIfAbsent(name, hidden::resolve);
	}

	/**
	 * The same for a file in a folder of the results.
	 *
	 * @param within the folder, such as {@code suite2p/plane0}; it is made where it does not exist
	 */
	public Path stage(final String within, final String name) throws IOException {
		Files.createDirectories(hidden.resolve(within));
		return stage(within + "/" + name);
	}

	/** A folder in which other machines leave what this run needs; it goes when the run ends. */
	public SharedFolder share(final String name) throws IOException {
		return new SharedFolder(Files.createDirectories(hidden.resolve(name)), path);
	}

	/** Final names of what was staged, in that order. */
	public Collection<String> names() {
		return staged.keySet();
	}

	/**
	 * Moves all that was staged to its final place, in that order.
	 *
	 * @throws IOException where a file cannot be moved; each file is then either the old or the new one, whole
	 */
	public void publish() throws IOException {
		for (final Map.Entry<String, Path> file : staged.entrySet()) move(file.getValue(), path.resolve(file.getKey()));
		staged.clear();
	}

	/**
	 * The same, and adds the record to {@code run.json}. Of the files that an earlier run of the command left, those that
	 * this one no longer makes are removed, unless somebody changed them since or this run reads them.
	 *
	 * @throws IOException where a file cannot be moved or removed; {@code run.json} is then the old one
	 */
	public void publish(final RunRecord record) throws IOException {
		final RunHistory history = RunHistory.of(path);
		final List<FileDigest> results = new ArrayList<>();
		for (final Map.Entry<String, Path> file : staged.entrySet()) results.add(FileDigest.of(file.getKey(), List.of(file.getValue())));
		final List<Path> superseded = new ArrayList<>();
		for (final Path file : history.results(record.command()))
			if (!staged.containsKey(file.getFileName().toString()) && !record.reads(file)) superseded.add(file);
		final Path log = hidden.resolve(RunHistory.FILE);
		Files.writeString(log, history.with(record.end(results)));
		publish();
		for (final Path file : superseded) Files.deleteIfExists(file);
		move(log, path.resolve(RunHistory.FILE));
	}

	private static void move(final Path from, final Path to) throws RecordingException {
		try {
			Files.createDirectories(to.getParent());
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final IOException e) {
			throw new RecordingException("The result " + to + " cannot be put into place (" + reason(e) +
				"); close it in other programs and run again", e);
		}
	}

	/** Drops what was staged and not published. */
	@Override
	public void close() throws IOException {
		lock.close();
		remove(hidden);
	}

	private static void removeDeadRuns(final Path path) throws IOException {
		try (DirectoryStream<Path> runs = Files.newDirectoryStream(path, HIDDEN + "*")) {
			for (final Path run : runs) if (isDead(run)) remove(run);
		}
	}

	private static boolean isDead(final Path run) throws IOException {
		final Path file = run.resolve(LOCK);
		// Another run may just be between making its folder and locking it.
		if (!Files.exists(file)) return Files.getLastModifiedTime(run).toMillis() < System.currentTimeMillis() - 60_000;
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			return channel.tryLock() != null;
		}
		catch (final OverlappingFileLockException e) {
			return false; // held by this very process
		}
	}

	private static void remove(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
		}
	}

	/** Why the file system refused, in words; its exceptions often carry nothing but a path. */
	public static String reason(final IOException e) {
		if (e instanceof AccessDeniedException) return "permission denied";
		if (e instanceof NoSuchFileException) return "does not exist";
		final String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
		return reason == null ? e.getClass().getSimpleName() : reason;
	}
}

package org.apical.session;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apical.recording.RecordingException;

/**
 * What a run reads, as it stood when the run began: for the record, and to tell whether it changed meanwhile.
 *
 * <p>A folder, or a glob such as {@code frame*.tif}, stands for the files in it.
 */
public final class InputFiles {

	private final List<Path> given = new ArrayList<>();
	private final List<FileDigest> digests = new ArrayList<>();
	private final List<List<Path>> members = new ArrayList<>();
	private final List<List<String>> stamps = new ArrayList<>();

	/** @throws RecordingException where one is missing or cannot be read */
	public InputFiles(final List<Path> given) throws IOException {
		for (final Path path : given) add(path);
	}

	/** Adds a file that the run reads too; one that is among them already is not added again. */
	public void add(final Path path) throws IOException {
		if (given.contains(path)) return;
		final List<Path> files = expand(path);
		given.add(path);
		members.add(files);
		stamps.add(stamp(files));
		digests.add(FileDigest.of(path.toString(), files));
	}

	/** One for each that was given. */
	List<FileDigest> digests() {
		return List.copyOf(digests);
	}

	/** Whether that is one of the files, under whatever name. */
	boolean contain(final Path file) throws IOException {
		for (final List<Path> files : members) for (final Path input : files) if (Files.isSameFile(input, file)) return true;
		return false;
	}

	/** @throws RecordingException where publishing the folder would overwrite one of the inputs */
	public void mustNotBeIn(final ResultFolder folder) throws IOException {
		for (final String name : folder.names()) {
			final Path target = folder.path().resolve(name);
			if (Files.exists(target) && contain(target)) throw new RecordingException("The result " + target +
				" would overwrite the input; choose another output folder");
		}
	}

	/** @throws RecordingException where a file was changed, added or removed since */
	public void mustBeUnchanged() throws IOException {
		for (int i = 0; i < given.size(); i++) if (!stamp(expand(given.get(i))).equals(stamps.get(i))) throw new RecordingException(
			given.get(i) + " changed while it was read; run again when it is complete");
	}

	private static List<Path> expand(final Path path) throws IOException {
		if (Files.isRegularFile(path)) return List.of(path);
		final boolean folder = Files.isDirectory(path);
		final Path where = folder ? path : path.toAbsolutePath().getParent();
		if (!folder && (!isGlob(path) || !Files.isDirectory(where))) throw new RecordingException(path + " does not exist");
		final PathMatcher wanted = folder ? p -> true : glob(path);
		try (Stream<Path> files = folder && isFolderOfFolders(path) ? Files.walk(path) : Files.list(where)) {
			final List<Path> found = files.filter(Files::isRegularFile).filter(p -> wanted.matches(p.getFileName())).sorted().toList();
			if (found.isEmpty()) throw new RecordingException("There is no file " + (folder ? "in " : "like ") + path);
			return found;
		}
	}

	/** Such as suite2p's, whose files lie in a folder for each plane. */
	private static boolean isFolderOfFolders(final Path path) throws IOException {
		try (Stream<Path> files = Files.list(path)) {
			return files.noneMatch(Files::isRegularFile);
		}
	}

	private static boolean isGlob(final Path path) {
		return path.getFileName().toString().matches(".*[*?\\[{].*");
	}

	private static PathMatcher glob(final Path path) throws RecordingException {
		try {
			return FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
		}
		catch (final InvalidPathException | java.util.regex.PatternSyntaxException e) {
			throw new RecordingException(path + " is no file and no pattern of file names", e);
		}
	}

	private static List<String> stamp(final List<Path> files) throws IOException {
		final List<String> stamps = new ArrayList<>();
		for (final Path file : files) stamps.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
		return stamps;
	}
}

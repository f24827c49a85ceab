package org.apical.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.apical.recording.RecordingException;

/**
 * What a run reads, as it stood when the run began: for the record, and to tell whether it changed meanwhile.
 *
 * <p>A folder, or a glob such as {@code frame*.tif}, stands for the files in it.
 */
public final class InputFiles {

	/** How {@link Input#sha256} is made; quick for files of any size, and any cut or appended file shows. */
	public static final String HASH_SCHEME = "SHA-256 of: per file in name order, size as 8 bytes big endian, " +
		"then the first and the last MiB (a file of up to 2 MiB whole)";

	private static final int PART = 1 << 20;

	/**
	 * @param name as the user gave it
	 * @param files number of files it stands for
	 * @param bytes size of all of them
	 * @param sha256 see {@link #HASH_SCHEME}
	 */
	public record Input(String name, int files, long bytes, String sha256) {}

	private final List<Path> given;
	private final List<Input> inputs = new ArrayList<>();
	private final List<List<Path>> members = new ArrayList<>();
	private final List<List<String>> stamps = new ArrayList<>();

	/** @throws RecordingException where one is missing or cannot be read */
	public InputFiles(final List<Path> given) throws IOException {
		this.given = List.copyOf(given);
		for (final Path path : given) {
			final List<Path> files = expand(path);
			members.add(files);
			stamps.add(stamp(files));
			inputs.add(describe(path, files));
		}
	}

	public List<Input> inputs() {
		return List.copyOf(inputs);
	}

	/** @throws RecordingException where publishing the folder would overwrite one of the inputs */
	public void mustNotBeIn(final ResultFolder folder) throws IOException {
		for (final String name : folder.names()) {
			final Path target = folder.path().resolve(name);
			if (!Files.exists(target)) continue;
			for (final List<Path> files : members) for (final Path file : files) if (Files.isSameFile(file, target)) throw new RecordingException(
				"The result " + target + " would overwrite the input; choose another output folder");
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
		try (Stream<Path> files = Files.list(where)) {
			final List<Path> found = files.filter(Files::isRegularFile).filter(p -> wanted.matches(p.getFileName())).sorted().toList();
			if (found.isEmpty()) throw new RecordingException("There is no file " + (folder ? "in " : "like ") + path);
			return found;
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

	private static Input describe(final Path path, final List<Path> files) throws IOException {
		final MessageDigest digest = sha256();
		long bytes = 0;
		for (final Path file : files) bytes += digest(file, digest);
		return new Input(path.toString(), files.size(), bytes, HexFormat.of().formatHex(digest.digest()));
	}

	private static long digest(final Path file, final MessageDigest digest) throws IOException {
		try (FileChannel channel = FileChannel.open(file)) {
			final long size = channel.size();
			digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
			final long head = size > 2 * PART ? PART : size;
			digest(channel, 0, head, digest);
			if (head < size) digest(channel, size - PART, size, digest);
			return size;
		}
		catch (final NoSuchFileException e) {
			throw new RecordingException(file + " does not exist", e);
		}
		catch (final IOException e) {
			throw new RecordingException(file + " cannot be read (" + ResultFolder.reason(e) + ")", e);
		}
	}

	private static void digest(final FileChannel channel, final long from, final long to, final MessageDigest digest)
		throws IOException
	{
		final ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
		while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
		digest.update(buffer.flip());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}

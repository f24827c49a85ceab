package org.apical.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.apical.recording.RecordingException;

/**
 * Tells by size and hash whether files are still what they were.
 *
 * @param name as the user gave it, or of a result in its folder
 * @param files number of files it stands for
 * @param bytes size of all of them
 * @param sha256 see {@link #SCHEME}
 */
record FileDigest(String name, int files, long bytes, String sha256) {

	/** How the hash is made; quick for files of any size, and any cut or appended file shows. */
	static final String SCHEME = "SHA-256 of: per file in name order, size as 8 bytes big endian, " +
		"then the first and the last MiB (a file of up to 2 MiB whole)";

	private static final int PART = 1 << 20;

	/** @throws RecordingException where a file is missing or cannot be read */
	static FileDigest of(final String name, final List<Path> files) throws RecordingException {
		final MessageDigest digest = newDigest();
		long bytes = 0;
		for (final Path file : files) bytes += digest(file, digest);
		return new FileDigest(name, files.size(), bytes, HexFormat.of().formatHex(digest.digest()));
	}

	/** Whether that file is there and is what this describes, whatever its name. */
	boolean fits(final Path file) throws RecordingException {
		return Files.isRegularFile(file) && of(name, List.of(file)).equals(this);
	}

	private static long digest(final Path file, final MessageDigest digest) throws RecordingException {
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

	private static MessageDigest newDigest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}

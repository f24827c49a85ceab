package org.apical.online.record;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads a journal entry by entry, up to its end or to where it was cut off. Memory holds one entry.
 *
 * <p>After eight bytes {@code APICALJ1} an entry is: its length (int), its bytes, their CRC-32C (int), big-endian.
 */
public final class JournalFile implements AutoCloseable {

	/** A longer entry is damage. */
	private static final int LONGEST_ENTRY = 1 << 26;

	private final DataInputStream in;
	private final CRC32C check = new CRC32C();
	private long whole;

	/** @throws IOException where the file is no journal */
	public JournalFile(final Path file) throws IOException {
		in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
		try {
			if (in.readLong() != Journal.MAGIC) throw new IOException(file + ": is no journal of a session");
		}
		catch (final IOException e) {
			in.close();
			throw e instanceof EOFException ? new IOException(file + ": is empty; the session was killed before it began", e) : e;
		}
		whole = Long.BYTES;
	}

	/** @return the next entry; null at the end, or where the file is damaged or cut off */
	public JournalEntry next() throws IOException {
		try {
			final int length = in.readInt();
			if (length < 1 || length > LONGEST_ENTRY) return null;
			final byte[] bytes = in.readNBytes(length);
			if (bytes.length < length) return null;
			check.reset();
			check.update(bytes, 0, length);
			if (in.readInt() != (int) check.getValue()) return null;
			final JournalEntry entry = EntryCodec.get(ByteBuffer.wrap(bytes));
			whole += Journal.LENGTH_BYTES + length + Journal.CHECK_BYTES;
			return entry;
		}
		catch (final EOFException e) {
			return null;
		}
		catch (final RuntimeException e) {
			return null; // bytes that pass the check and are no entry of this version
		}
	}

	/** Bytes up to the end of the last entry that is whole; 0 where there is no file, or an empty one. */
	static long wholeBytes(final Path file) throws IOException {
		if (!Files.exists(file) || Files.size(file) < Long.BYTES) return 0;
		try (JournalFile journal = new JournalFile(file)) {
			while (journal.next() != null) { /* on to the end */ }
			return journal.whole;
		}
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}

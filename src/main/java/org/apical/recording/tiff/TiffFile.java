package org.apical.recording.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.RecordingException;
import org.apical.recording.SharedFile;

/** An open TIFF or BigTIFF file and what its header says. */
final class TiffFile implements Closeable {

	private static final int CLASSIC = 42;
	private static final int BIG = 43;

	private final SharedFile file;
	private final ByteOrder order;
	private final boolean big;
	private final long first;

	/** @throws RecordingException where this is no TIFF; the message says so in one line */
	TiffFile(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) throw new RecordingException(path + ": there is no such file");
		if (Files.size(path) == 0) throw new RecordingException(path + ": the file is empty");
		final ByteBuffer head = head(path);
		if (!isTiff(head)) throw new RecordingException(path + ": not a TIFF file");
		order = head.order();
		big = head.getShort(2) == BIG;
		first = big ? head.getLong(8) : head.getInt(4) & 0xffffffffL;
		file = new SharedFile(path);
	}

	/** Whether the file begins as a TIFF does; false also where it cannot be read. */
	static boolean isTiff(final Path path) {
		if (!Files.isRegularFile(path)) return false;
		try {
			return isTiff(head(path));
		}
		catch (final IOException e) {
			return false;
		}
	}

	/** The first 16 bytes, or as many as there are with zeros behind, in the file's byte order. */
	private static ByteBuffer head(final Path path) throws IOException {
		final ByteBuffer head = ByteBuffer.allocate(16);
		try (SeekableByteChannel channel = Files.newByteChannel(path)) {
			Channels.newInputStream(channel).readNBytes(head.array(), 0, 16);
		}
		return head.order(head.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
	}

	private static boolean isTiff(final ByteBuffer head) {
		final boolean ordered = head.get(0) == head.get(1) && (head.get(0) == 'I' || head.get(0) == 'M');
		final int version = head.getShort(2);
		return ordered && (version == CLASSIC || version == BIG && head.getShort(4) == 8);
	}

	SharedFile bytes() {
		return file;
	}

	Path path() {
		return file.path();
	}

	/** The file's name for messages. */
	String name() {
		return path().getFileName().toString();
	}

	ByteOrder order() {
		return order;
	}

	TiffCursor cursor() {
		return new TiffCursor(file, order);
	}

	/** Offset of the first page's directory. */
	long firstDirectory() {
		return first;
	}

	/** @throws IOException where there is no directory at this offset */
	TiffDirectory directory(final TiffCursor cursor, final long offset) throws IOException {
		return TiffDirectory.read(cursor, offset, big);
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}

package org.apical.recording.tiff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.apical.recording.SharedFile;

/** Reads numbers anywhere in a file, quickly where they lie close to each other. For one thread. */
final class TiffCursor {

	/** About the length of the directory of one page with its texts; a longer read costs more than it saves. */
	private static final int WINDOW_BYTES = 8192;

	private final SharedFile file;
	private final ByteBuffer window;
	private long start;

	TiffCursor(final SharedFile file, final ByteOrder order) {
		this.file = file;
		window = ByteBuffer.allocate(WINDOW_BYTES).order(order).limit(0);
	}

	/** Length of the file, bytes. */
	long size() {
		return file.size();
	}

	int u8(final long position) throws IOException {
		return window.get(seek(position, 1)) & 0xff;
	}

	int u16(final long position) throws IOException {
		return window.getShort(seek(position, 2)) & 0xffff;
	}

	int i32(final long position) throws IOException {
		return window.getInt(seek(position, 4));
	}

	long u32(final long position) throws IOException {
		return i32(position) & 0xffffffffL;
	}

	long i64(final long position) throws IOException {
		return window.getLong(seek(position, 8));
	}

	/** Fills an array. */
	void copy(final long position, final byte[] into) throws IOException {
		if (position < 0 || position > size() - into.length) throw beyond(position);
		file.read(ByteBuffer.wrap(into), position);
	}

	/** Makes sure that the bytes are in the window; returns where. */
	private int seek(final long position, final int bytes) throws IOException {
		if (position < start || position + bytes > start + window.limit()) {
			if (position < 0 || position > size() - bytes) throw beyond(position);
			window.clear().limit((int) Math.min(WINDOW_BYTES, size() - position));
			file.read(window, position);
			start = position;
		}
		return (int) (position - start);
	}

	private EOFException beyond(final long position) {
		return new EOFException(file.path() + ": byte " + position + " lies beyond the end at " + size());
	}
}

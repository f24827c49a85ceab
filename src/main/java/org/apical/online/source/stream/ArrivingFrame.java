package org.apical.online.source.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.recording.PixelType;

/**
 * Decodes a frame while it arrives, some lines (rows or columns, as they come) at a time. Little is left to do after its
 * last byte, and what is decoded is still in the processor's cache. Allocates nothing.
 */
final class ArrivingFrame {

	/** Bytes decoded at a time, about: half a second-level cache or less, and not many calls of the system a frame. */
	private static final int BLOCK_BYTES = 1 << 16;

	private ArrivingFrame() {}

	/**
	 * Waits for all of a frame's pixels.
	 *
	 * @param bytes filled from 0 on; in the byte order of the stream
	 * @param byColumns whether column follows column, else row follows row
	 * @param into of the frame's size
	 * @return {@link System#nanoTime} when the last byte was there
	 */
	static long read(final ByteInput in, final ByteBuffer bytes, final PixelType type, final boolean byColumns, final LiveFrame into)
		throws IOException
	{
		final int lines = byColumns ? into.width() : into.height();
		final int lineBytes = (byColumns ? into.height() : into.width()) * type.bytes();
		final int block = Math.max(1, BLOCK_BYTES / lineBytes);
		bytes.position(0);
		long arrival = 0;
		for (int first = 0; first < lines; first += block) {
			final int end = Math.min(lines, first + block);
			in.read(bytes.array(), first * lineBytes, (end - first) * lineBytes);
			arrival = System.nanoTime();
			PixelDecoder.decode(bytes, type, byColumns, into, first, end);
		}
		return arrival;
	}
}

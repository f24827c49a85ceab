package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apical.recording.RecordingException;

/**
 * Unpacks TIFF's variant of LZW: codes of 9 to 12 bits, highest bit first, widened one code early (TIFF 6.0, section 13).
 *
 * <p>Every string of the table has already been written out, so the table holds only where it lies in the output and how
 * long it is. A new string is the previous one and the byte behind it, whatever that byte turns out to be.
 */
final class LzwDecoder {

	private static final int CLEAR = 256;
	private static final int END = 257;
	private static final int TABLE = 4096;

	private final ByteBuffer packed;
	private final ByteBuffer out;
	private final int[] starts = new int[TABLE];
	private final int[] lengths = new int[TABLE];
	private int bits;
	private int bitCount;

	LzwDecoder(final ByteBuffer packed, final ByteBuffer out) {
		this.packed = packed;
		this.out = out;
	}

	/** Decodes until the end code, or until one of the buffers ends. */
	void decode() throws IOException {
		int width = 9;
		int next = END + 1;
		int previousStart = 0;
		int previousLength = 0;
		while (out.hasRemaining()) {
			final int code = nextCode(width);
			if (code < 0 || code == END) return;
			if (code == CLEAR) {
				width = 9;
				next = END + 1;
				previousLength = 0;
				continue;
			}
			if (previousLength > 0 && next < TABLE) {
				starts[next] = previousStart;
				lengths[next++] = previousLength + 1;
			}
			if (code >= next) throw new RecordingException("its LZW-packed pixels are damaged");
			previousStart = out.position();
			if (code < CLEAR) out.put((byte) code);
			else copy(starts[code], lengths[code]);
			previousLength = out.position() - previousStart;
			// the code that is read next is as wide as the table will need once its string is added
			if (next + 1 >= 1 << width && width < 12) width++;
		}
	}

	/** Byte by byte, since a string may reach into its own copy. */
	private void copy(final int start, final int length) {
		final int n = Math.min(length, out.remaining());
		for (int i = 0; i < n; i++) out.put(out.get(start + i));
	}

	/** -1 at the end of the packed bytes. */
	private int nextCode(final int width) {
		while (bitCount < width) {
			if (!packed.hasRemaining()) return -1;
			bits = bits << 8 | packed.get() & 0xff;
			bitCount += 8;
		}
		bitCount -= width;
		return bits >>> bitCount & (1 << width) - 1;
	}
}

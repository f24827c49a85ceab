package org.apical.online.source.stream;

import java.io.EOFException;
import java.io.IOException;

/** Bytes of a connection, in order. */
interface ByteInput {

	/**
	 * Waits until so many bytes have come.
	 *
	 * @throws EOFException where the connection ends before
	 */
	void read(byte[] into, int offset, int length) throws IOException;

	/** Passes over so many bytes, for which no more memory is taken than for a piece of them. */
	default void skip(final int length) throws IOException {
		final byte[] piece = new byte[Math.min(length, 1 << 13)];
		for (int left = length; left > 0; left -= piece.length) read(piece, 0, Math.min(left, piece.length));
	}
}

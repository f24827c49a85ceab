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
}

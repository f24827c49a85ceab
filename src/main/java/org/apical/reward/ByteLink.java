package org.apical.reward;

import java.io.Closeable;
import java.io.IOException;

/** A stream of bytes to a peer and back. Writing is safe from any thread, reading from one. */
interface ByteLink extends Closeable {

	/**
	 * Reads what is there, else waits for it.
	 *
	 * @return how many bytes came; 0 if none did in time
	 * @throws IOException at the end of the stream too
	 */
	int read(byte[] into, int timeoutMillis) throws IOException;

	void write(byte[] bytes) throws IOException;

	/** Lets go of the peer; what goes wrong then is of no account. */
	@Override
	void close();
}

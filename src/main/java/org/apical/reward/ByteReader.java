package org.apical.reward;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Takes single bytes from a link, up to a deadline. */
final class ByteReader {

	private final ByteLink link;
	private final byte[] buffer = new byte[256];
	private int position;
	private int end;
	private long deadline;
	private int timeoutMillis;

	ByteReader(final ByteLink link) {
		this.link = link;
	}

	/** All that is to be read from now on must come within this time. */
	void expectWithin(final int millis) {
		timeoutMillis = millis;
		deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
	}

	/** @return the next byte, 0 to 255 */
	int next() throws IOException {
		while (position == end) {
			final long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0) throw new IOException("The device gave no answer in " + timeoutMillis + " ms");
			position = 0;
			end = 0;
			end = link.read(buffer, (int) left);
		}
		return buffer[position++] & 0xFF;
	}
}

package org.apical.reward;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Cuts what comes over a link into lines. Bytes that cannot be part of a line of ours are left out, lines too long are cut. */
final class LineReader {

	private static final int LONGEST = 200;

	private final ByteLink link;
	private final byte[] buffer = new byte[256];
	private int position;
	private int end;
	private final StringBuilder line = new StringBuilder();

	LineReader(final ByteLink link) {
		this.link = link;
	}

	/** @return the next line without its end, or null if it is not complete in time */
	String next(final int timeoutMillis) throws IOException {
		final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		while (true) {
			while (position < end) {
				final byte b = buffer[position++];
				if (b == '\n') return take();
				if (b >= ' ' && b <= '~' && line.length() < LONGEST) line.append((char) b);
			}
			position = 0;
			end = link.read(buffer, (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
			if (end == 0 && deadline - System.nanoTime() <= 0) return null;
		}
	}

	private String take() {
		final String text = line.toString();
		line.setLength(0);
		return text;
	}

	static byte[] bytes(final String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}
}

package org.apical.recording.tiff;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lines of the form {@code key = value} in a file. Microscopes write megabytes of them; only those wanted are kept, and
 * the text is never in memory as a whole.
 */
final class KeyedText {

	private static final int BLOCK_BYTES = 1 << 16;
	private static final int LONGEST_LINE = 4096;

	private KeyedText() {}

	/**
	 * @param length at most so many bytes; a text may end before with a zero
	 * @param prefix of the lines to look at; what stands before it in a line is left out
	 * @return values of those keys that are there, first come, first kept
	 */
	static Map<String, String> read(final TiffCursor cursor, final long position, final long length, final String prefix,
		final Set<String> keys) throws IOException
	{
		final Map<String, String> found = new HashMap<>();
		final StringBuilder line = new StringBuilder();
		final long end = Math.min(cursor.size(), position + length);
		byte[] block = new byte[0];
		for (long at = position; at < end && found.size() < keys.size(); at += block.length) {
			block = new byte[(int) Math.min(BLOCK_BYTES, end - at)];
			cursor.copy(at, block);
			for (final byte b : block) {
				if (b == '\n' || b == '\r' || b == 0) {
					keep(line, prefix, keys, found);
					line.setLength(0);
				}
				else if (line.length() < LONGEST_LINE) line.append((char) (b & 0xff));
			}
		}
		keep(line, prefix, keys, found);
		return found;
	}

	private static void keep(final CharSequence line, final String prefix, final Set<String> keys, final Map<String, String> found) {
		final String text = line.toString();
		final int start = text.indexOf(prefix);
		final int equals = text.indexOf('=', start + 1);
		if (start < 0 || equals < 0) return;
		final String key = text.substring(start, equals).strip();
		if (keys.contains(key)) found.putIfAbsent(key, text.substring(equals + 1).strip());
	}
}

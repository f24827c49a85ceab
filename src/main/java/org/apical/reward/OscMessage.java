package org.apical.reward;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message of Open Sound Control 1.0 whose arguments are 32-bit integers.
 *
 * @see <a href="https://opensoundcontrol.stanford.edu/spec-1_0.html">OSC 1.0</a>
 */
record OscMessage(String address, int... arguments) {

	byte[] toBytes() {
		final byte[] path = padded(address);
		final byte[] types = padded("," + "i".repeat(arguments.length));
		final ByteBuffer bytes = ByteBuffer.allocate(path.length + types.length + 4 * arguments.length).put(path).put(types);
		for (final int argument : arguments) bytes.putInt(argument);
		return bytes.array();
	}

	/** Ends with at least one 0 and is a multiple of four long. */
	private static byte[] padded(final String text) {
		final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
		return Arrays.copyOf(ascii, (ascii.length / 4 + 1) * 4);
	}
}

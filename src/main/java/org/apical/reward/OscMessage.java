package org.apical.reward;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message of Open Sound Control 1.0 whose arguments are 32-bit integers ({@link Integer}), 32-bit floats ({@link Float})
 * or ASCII texts ({@link String}).
 *
 * @see <a href="https://opensoundcontrol.stanford.edu/spec-1_0.html">OSC 1.0</a>
 */
public record OscMessage(String address, Object... arguments) {

	public byte[] toBytes() {
		final StringBuilder types = new StringBuilder(",");
		final ByteArrayOutputStream data = new ByteArrayOutputStream();
		for (final Object argument : arguments) {
			if (argument instanceof Integer number) {
				types.append('i');
				data.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
			}
			else if (argument instanceof Float number) {
				types.append('f');
				data.writeBytes(ByteBuffer.allocate(4).putFloat(number).array());
			}
			else if (argument instanceof String text) {
				types.append('s');
				data.writeBytes(padded(text));
			}
			else throw new IllegalArgumentException("An OSC argument is an Integer, a Float or a String, not " + argument);
		}
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(padded(address));
		bytes.writeBytes(padded(types.toString()));
		bytes.writeBytes(data.toByteArray());
		return bytes.toByteArray();
	}

	/** Ends with at least one 0 and is a multiple of four long. */
	private static byte[] padded(final String text) {
		final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
		return Arrays.copyOf(ascii, (ascii.length / 4 + 1) * 4);
	}
}

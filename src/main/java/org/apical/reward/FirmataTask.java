package org.apical.reward;

import java.io.ByteArrayOutputStream;

/**
 * The closing of a valve as a task of ConfigurableFirmata's scheduler, which the board carries out alone.
 *
 * @see <a href="https://github.com/firmata/protocol/blob/master/scheduler.md">Firmata scheduler</a>
 */
final class FirmataTask {

	private static final int SYSEX = 0xF0;
	private static final int SYSEX_END = 0xF7;
	private static final int SCHEDULER = 0x7B;
	private static final int CREATE = 0;
	private static final int DELETE = 1;
	private static final int ADD = 2;
	private static final int SCHEDULE = 4;
	private static final int PIN_VALUE = 0xF5;
	private static final int TASK = 1;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private FirmataTask() {}

	/** Opens a pin's valve now; so many milliseconds later the board closes it. The closing is set before the opening. */
	static byte[] pulse(final int pin, final int millis) {
		final byte[] close = { (byte) PIN_VALUE, (byte) pin, 0 };
		final byte[] time = { (byte) millis, (byte) (millis >> 8), (byte) (millis >> 16), (byte) (millis >> 24) };
		return new FirmataTask().put(SYSEX, SCHEDULER, DELETE, TASK, SYSEX_END) //
			.put(SYSEX, SCHEDULER, CREATE, TASK, close.length, 0, SYSEX_END) //
			.put(SYSEX, SCHEDULER, ADD, TASK).put7Bit(close).put(SYSEX_END) //
			.put(SYSEX, SCHEDULER, SCHEDULE, TASK).put7Bit(time).put(SYSEX_END) //
			.put(PIN_VALUE, pin, 1).toBytes();
	}

	/** Makes the board forget the closing. */
	static byte[] delete() {
		return new FirmataTask().put(SYSEX, SCHEDULER, DELETE, TASK, SYSEX_END).toBytes();
	}

	private FirmataTask put(final int... values) {
		for (final int value : values) bytes.write(value);
		return this;
	}

	/** The bits in order, lowest first, seven to a byte. */
	private FirmataTask put7Bit(final byte[] data) {
		int waiting = 0;
		int bits = 0;
		for (final byte b : data) {
			waiting |= (b & 0xFF) << bits;
			for (bits += 8; bits >= 7; bits -= 7) {
				bytes.write(waiting & 0x7F);
				waiting >>= 7;
			}
		}
		if (bits > 0) bytes.write(waiting);
		return this;
	}

	private byte[] toBytes() {
		return bytes.toByteArray();
	}
}

package org.apical.reward;

import java.io.ByteArrayOutputStream;

/**
 * A pulse as a task of ConfigurableFirmata's scheduler: pin on, wait, pin off, run by the board alone.
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
	private static final int DELAY = 3;
	private static final int SCHEDULE = 4;
	private static final int PIN_VALUE = 0xF5;
	private static final int TASK = 1;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private FirmataTask() {}

	/** The bytes that make the board open a pin's valve now and close it after so many milliseconds. */
	static byte[] pulse(final int pin, final int millis) {
		final byte[] steps = new FirmataTask().put(PIN_VALUE, pin, 1).delay(millis).put(PIN_VALUE, pin, 0).toBytes();
		return new FirmataTask().put(SYSEX, SCHEDULER, DELETE, TASK, SYSEX_END) //
			.put(SYSEX, SCHEDULER, CREATE, TASK, steps.length & 0x7F, steps.length >> 7, SYSEX_END) //
			.put(SYSEX, SCHEDULER, ADD, TASK).put7Bit(steps).put(SYSEX_END) //
			.put(SYSEX, SCHEDULER, SCHEDULE, TASK).put7Bit(new byte[4]).put(SYSEX_END).toBytes();
	}

	/** The bytes that make the board forget the pulse. */
	static byte[] delete() {
		return new FirmataTask().put(SYSEX, SCHEDULER, DELETE, TASK, SYSEX_END).toBytes();
	}

	private FirmataTask delay(final int millis) {
		final byte[] time = { (byte) millis, (byte) (millis >> 8), (byte) (millis >> 16), (byte) (millis >> 24) };
		return put(SYSEX, SCHEDULER, DELAY).put7Bit(time).put(SYSEX_END);
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

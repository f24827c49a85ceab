package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * A digital output of a board that runs Firmata, protocol 2.5 or later. What is written to the pin is read back.
 *
 * <p>StandardFirmata knows no time: a computer that dies leaves the valve open. ConfigurableFirmata with its scheduler
 * ({@code scheduler=true}) is given the closing along with the opening.
 *
 * @see <a href="https://github.com/firmata/protocol">Firmata protocol</a>
 */
@Plugin(type = RewardDevice.class, name = "firmata")
public final class FirmataDevice extends SwitchedDevice {

	private static final int VERSION = 0xF9;
	private static final int PIN_MODE = 0xF4;
	private static final int PIN_VALUE = 0xF5;
	private static final int SYSEX = 0xF0;
	private static final int SYSEX_END = 0xF7;
	private static final int PIN_STATE_QUERY = 0x6D;
	private static final int PIN_STATE_RESPONSE = 0x6E;
	private static final int OUTPUT = 1;
	private static final int ASK_MILLIS = 250;

	private int pin;
	private boolean scheduler;
	private int attempts;

	@Override
	public List<Setting> settings() {
		return List.of(SerialLink.PORT, SerialLink.baud(57_600), LineDevice.TIMEOUT, LineDevice.HANDSHAKE, new Setting("pin", null,
			"number of the digital output"), new Setting("scheduler", "false",
				"true if the board has ConfigurableFirmata with its scheduler"));
	}

	@Override
	protected ByteLink connect(final DeviceSettings settings) throws IOException {
		pin = settings.integer("pin", 0, 127);
		scheduler = settings.flag("scheduler");
		attempts = 1 + settings.integer("handshake_ms", 100, 60_000) / ASK_MILLIS;
		return SerialLink.open(settings);
	}

	@Override
	protected void shakeHands() throws IOException {
		final int version = version();
		if (version < 0x0205) throw new IOException("Firmata " + (version >> 8) + "." + (version & 0xFF)
			+ " cannot set a single pin; 2.5 or later is needed");
		send(PIN_MODE, pin, OUTPUT);
	}

	/** A board that restarts when its port is opened misses the first questions. */
	private int version() throws IOException {
		IOException silence = null;
		for (int i = 0; i < attempts; i++) {
			send(VERSION);
			final ByteReader answer = answerWithin(ASK_MILLIS);
			try {
				while (answer.next() != VERSION) {}
				return answer.next() << 8 | answer.next();
			}
			catch (final IOException e) {
				silence = e;
			}
		}
		throw new IOException("No Firmata: no version was reported (" + silence.getMessage() + ")", silence);
	}

	@Override
	protected void openValve(final Duration forTime) throws IOException {
		if (scheduler) send(FirmataTask.pulse(pin, (int) forTime.toMillis()));
		else send(PIN_VALUE, pin, 1);
		confirm(1);
	}

	@Override
	protected void closeValve() throws IOException {
		if (scheduler) send(FirmataTask.delete());
		send(PIN_VALUE, pin, 0);
		confirm(0);
	}

	/** Also finds a board that has restarted: its pin is no output any more. */
	@Override
	public synchronized void beat() throws IOException {
		confirm(0);
	}

	private void confirm(final int value) throws IOException {
		send(SYSEX, PIN_STATE_QUERY, pin, SYSEX_END);
		final ByteReader answer = answer();
		while (true) {
			if (answer.next() != SYSEX || answer.next() != PIN_STATE_RESPONSE || answer.next() != pin) continue;
			final int mode = answer.next();
			final int state = answer.next();
			if (mode != OUTPUT || state != value) throw new IOException("Firmata reports pin " + pin + " in mode " + mode + ", state " + state
				+ " instead of " + OUTPUT + ", " + value);
			return;
		}
	}

	@Override
	public boolean timesValve() {
		return scheduler;
	}
}

package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * A Bpod state machine (Sanworks), through the serial interface of its firmware. It acknowledges no override, but takes
 * commands in turn, so an echo that is asked for after one shows that it was carried out.
 *
 * <p>An override is timed by this computer: nothing on the Bpod closes the valve when it dies. A soft code leaves that to
 * the state matrix, which must be running and waiting for it; whether it was, the Bpod does not say.
 *
 * @see <a href="https://sanworks.github.io/Bpod_Wiki/">State Machine Serial Interface, firmware 18 to 22</a>
 */
@Plugin(type = RewardDevice.class, name = "bpod")
public final class BpodDevice extends SwitchedDevice {

	private static final int HANDSHAKE = '6';
	private static final int HANDSHAKE_REPLY = '5';
	private static final int DISCOVERY = 0xDE;
	private static final int FIRMWARE = 'F';
	private static final int OVERRIDE = 'O';
	private static final int SOFT_CODE = '~';
	private static final int ECHO = 'S';
	private static final int ECHO_REPLY = 2;
	private static final int GOODBYE = 'Z';

	private int channel;
	private int on;
	private int softCode;
	private int echo;

	@Override
	public List<Setting> settings() {
		return List.of(SerialLink.PORT, SerialLink.baud(115_200), LineDevice.TIMEOUT, new Setting("channel", "0",
			"index of the valve among the state machine's outputs, from 0"), new Setting("on", "1",
				"value that opens it: 1, or in a bank of eight (firmware to 22) the valve's bit"), new Setting("soft_code", "0",
					"1 to 15: leave the valve to the running state matrix and send it this code"));
	}

	@Override
	protected ByteLink connect(final DeviceSettings settings) throws IOException {
		channel = settings.integer("channel", 0, 255);
		on = settings.integer("on", 1, 255);
		softCode = settings.integer("soft_code", 0, 15);
		return SerialLink.open(settings);
	}

	@Override
	protected void shakeHands() throws IOException {
		send(HANDSHAKE);
		ByteReader answer = answer();
		while (answer.next() != HANDSHAKE_REPLY) {} // what came before was for another program
		send(FIRMWARE);
		answer = answer();
		final int firmware = firstByte(answer) | answer.next() << 8;
		answer.next(); // the machine's type, in two bytes
		answer.next();
		if (firmware < 7) throw new IOException("Bpod firmware " + firmware + " is older than 7, the first that can do what is needed");
	}

	/** @return the next byte that is not the call for a handshake, one of which may come late */
	private static int firstByte(final ByteReader answer) throws IOException {
		int b = answer.next();
		while (b == DISCOVERY) b = answer.next();
		return b;
	}

	@Override
	protected void openValve(final Duration forTime) throws IOException {
		if (softCode > 0) send(SOFT_CODE, softCode - 1);
		else send(OVERRIDE, channel, on);
		confirm();
	}

	/** A valve that is the state matrix's is closed by it alone. */
	@Override
	protected void closeValve() throws IOException {
		if (softCode == 0) send(OVERRIDE, channel, 0);
		confirm();
	}

	@Override
	protected boolean seesValve() {
		return softCode == 0;
	}

	@Override
	public synchronized void beat() throws IOException {
		confirm();
	}

	private void confirm() throws IOException {
		echo = echo % 200 + 1; // never the discovery byte
		send(ECHO, echo);
		final ByteReader answer = answer();
		int before = firstByte(answer);
		int b = answer.next();
		// a running state matrix reports its events in between
		while (softCode > 0 && (before != ECHO_REPLY || b != echo)) {
			before = b;
			b = answer.next();
		}
		if (before != ECHO_REPLY || b != echo) throw new IOException("The Bpod gave a wrong answer");
	}

	@Override
	public boolean timesValve() {
		return softCode > 0;
	}

	/** The Bpod calls for a handshake again, so that the next program finds it. */
	@Override
	public void close() {
		try {
			send(GOODBYE);
		}
		catch (final IOException e) {
			// it is gone already
		}
		super.close();
	}
}

package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * A coil or a holding register of a Modbus TCP server: a relay module, a PLC, a LabJack. Each write is answered with its
 * echo. Modbus knows no pulse: what closes the valve when this computer dies is the server's own watchdog, if it has one.
 *
 * @see <a href="https://modbus.org/specs.php">MODBUS Application Protocol 1.1b3, functions 5 and 6</a>
 */
@Plugin(type = RewardDevice.class, name = "modbus-tcp")
public final class ModbusTcpDevice extends SwitchedDevice {

	private static final int WRITE_COIL = 5;
	private static final int WRITE_REGISTER = 6;
	private static final int COIL_ON = 0xFF00;
	private static final int EXCEPTION = 0x80;

	private int unit;
	private int function;
	private int address;
	private int onValue;
	private int transaction;

	@Override
	public List<Setting> settings() {
		return List.of(SocketLink.HOST, new Setting("tcp_port", "502", "TCP port of the server"), LineDevice.TIMEOUT, //
			new Setting("unit", "1", "unit identifier"), //
			new Setting("output", "coil", "coil or register"), //
			new Setting("address", null, "address of the output, from 0"), //
			new Setting("on", "1", "value that opens the valve, of a register"));
	}

	@Override
	protected ByteLink connect(final DeviceSettings settings) throws IOException {
		unit = settings.integer("unit", 0, 255);
		address = settings.integer("address", 0, 0xFFFF);
		final String output = settings.text("output");
		if (!List.of("coil", "register").contains(output)) throw new IllegalArgumentException("Device setting output=" + output
			+ " is neither coil nor register");
		function = output.equals("coil") ? WRITE_COIL : WRITE_REGISTER;
		onValue = function == WRITE_COIL ? COIL_ON : settings.integer("on", 1, 0xFFFF);
		return new SocketLink(settings.text("host"), settings.integer("tcp_port", 1, 65_535));
	}

	/** Modbus knows none; the first write shows who is there. */
	@Override
	protected void shakeHands() {}

	@Override
	protected void openValve(final Duration forTime) throws IOException {
		write(onValue);
	}

	@Override
	protected void closeValve() throws IOException {
		write(0);
	}

	/** Closes the valve that is closed: a write that does nothing shows that the server lives. */
	@Override
	public synchronized void beat() throws IOException {
		closeValve();
	}

	private void write(final int value) throws IOException {
		transaction = transaction + 1 & 0xFFFF;
		final byte[] request = { (byte) (transaction >> 8), (byte) transaction, 0, 0, 0, 6, (byte) unit, (byte) function, //
			(byte) (address >> 8), (byte) address, (byte) (value >> 8), (byte) value };
		send(request);
		final ByteReader answer = answer();
		for (int i = 0; i < request.length; i++) {
			final int b = answer.next();
			// an exception is shorter and answers with the function's high bit set
			if (i == 7 && b == (function | EXCEPTION)) throw new IOException("The Modbus server refuses to write " + (function == WRITE_COIL
				? "coil " : "register ") + address + " (exception " + answer.next() + ")");
			if (b != (request[i] & 0xFF) && i != 5) throw new IOException("The Modbus server gave a wrong answer");
		}
	}

	@Override
	public boolean timesValve() {
		return false;
	}
}

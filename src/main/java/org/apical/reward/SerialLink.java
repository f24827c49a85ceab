package org.apical.reward;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

/** A serial port: 8 data bits, no parity, one stop bit. */
final class SerialLink implements ByteLink {

	static final Setting PORT = new Setting("port", null, "serial port, such as COM3 or /dev/ttyACM0");
	/** The system counts its waiting in steps of so much; a byte that comes ends it at once. */
	private static final int STEP_MILLIS = 100;

	static {
		// The library closes all ports when Java ends, but runs this first.
		SerialPort.addShutdownHook(OpenGates.closer());
	}

	private final String name;
	private final SerialPort port;

	static Setting baud(final int initial) {
		return new Setting("baud", String.valueOf(initial), "bits per second");
	}

	/** Opens the port that {@link #PORT} and {@link #baud} say. */
	static SerialLink open(final DeviceSettings settings) throws IOException {
		return new SerialLink(settings.text("port"), settings.integer("baud", 300, 4_000_000));
	}

	private SerialLink(final String name, final int baud) throws IOException {
		this.name = name;
		try {
			port = SerialPort.getCommPort(name);
		}
		catch (final SerialPortInvalidPortException e) {
			throw new IOException("There is no serial port " + name + "; there are " + Arrays.stream(SerialPort.getCommPorts()).map(
				SerialPort::getSystemPortName).toList(), e);
		}
		port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
		port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, STEP_MILLIS, 0);
		if (!port.openPort(0)) throw new IOException("Serial port " + name + " cannot be opened (error " + port.getLastErrorCode()
			+ "); is it there, not open elsewhere, and allowed to you?");
	}

	@Override
	public int read(final byte[] into, final int timeoutMillis) throws IOException {
		final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		while (true) {
			final int available = port.bytesAvailable();
			if (available < 0) throw gone();
			if (available == 0 && end - System.nanoTime() <= 0) return 0;
			final int n = port.readBytes(into, Math.min(into.length, Math.max(1, available)));
			if (n < 0) throw gone();
			if (n > 0) return n;
		}
	}

	@Override
	public synchronized void write(final byte[] bytes) throws IOException {
		if (port.writeBytes(bytes, bytes.length) != bytes.length) throw gone();
	}

	private IOException gone() {
		return new IOException("Serial port " + name + " is gone (error " + port.getLastErrorCode() + ")");
	}

	@Override
	public void close() {
		port.closePort();
	}
}

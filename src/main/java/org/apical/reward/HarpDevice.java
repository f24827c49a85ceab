package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * An output of a Harp device. The defaults are those of Harp Behavior with the valve at the supply of port 0, where the
 * device times the pulse itself. Other devices: their registers, and {@code pulse_register=0} if they have no pulse.
 *
 * @see <a href="https://github.com/harp-tech/device.behavior/blob/main/device.yml">registers of Harp Behavior</a>
 */
@Plugin(type = RewardDevice.class, name = "harp")
public final class HarpDevice extends SwitchedDevice {

	private static final int WHO_AM_I = 0;
	private static final int WHO_AM_I_BYTES = 2;

	private int valueBytes;
	private int openRegister;
	private int openValue;
	private int closeRegister;
	private int closeValue;
	private int pulseRegister;
	private int pulseEnableRegister;

	@Override
	public List<Setting> settings() {
		return List.of(SerialLink.PORT, SerialLink.baud(1_000_000), LineDevice.TIMEOUT, //
			new Setting("value_bytes", "2", "1 if the registers are U8, 2 if U16"), //
			new Setting("open_register", "34", "register that opens the valve"), //
			new Setting("open_value", "0x08", "value that opens it"), //
			new Setting("close_register", "35", "register that closes the valve"), //
			new Setting("close_value", "0x08", "value that closes it"), //
			new Setting("pulse_register", "49", "register of the pulse's length in ms, 0 if there is none"), //
			new Setting("pulse_enable_register", "45", "register that, given open_value, makes an opening a pulse, 0 if there is none"));
	}

	@Override
	protected ByteLink connect(final DeviceSettings settings) throws IOException {
		valueBytes = settings.integer("value_bytes", 1, 2);
		openRegister = settings.integer("open_register", 1, 255);
		openValue = settings.integer("open_value", 0, 0xFFFF);
		closeRegister = settings.integer("close_register", 1, 255);
		closeValue = settings.integer("close_value", 0, 0xFFFF);
		pulseRegister = settings.integer("pulse_register", 0, 255);
		pulseEnableRegister = settings.integer("pulse_enable_register", 0, 255);
		return SerialLink.open(settings);
	}

	@Override
	protected void shakeHands() throws IOException {
		exchange(new HarpMessage(HarpMessage.READ, WHO_AM_I, 0), WHO_AM_I_BYTES);
		if (pulseRegister > 0 && pulseEnableRegister > 0) write(pulseEnableRegister, openValue, valueBytes);
	}

	@Override
	protected void openValve(final Duration forTime) throws IOException {
		if (pulseRegister > 0) write(pulseRegister, (int) Math.max(1, forTime.toMillis()), 2);
		write(openRegister, openValue, valueBytes);
	}

	@Override
	protected void closeValve() throws IOException {
		write(closeRegister, closeValue, valueBytes);
	}

	@Override
	public synchronized void beat() throws IOException {
		exchange(new HarpMessage(HarpMessage.READ, WHO_AM_I, 0), WHO_AM_I_BYTES);
	}

	private void write(final int register, final int value, final int bytes) throws IOException {
		exchange(new HarpMessage(HarpMessage.WRITE, register, value), bytes);
	}

	/** Every command has one reply, of its type and address; events may come before it. */
	private void exchange(final HarpMessage command, final int bytes) throws IOException {
		send(command.toBytes(bytes));
		final ByteReader answer = answer();
		HarpMessage reply = HarpMessage.read(answer);
		while (reply.address() != command.address() || (reply.type() & ~HarpMessage.ERROR) != command.type()) reply = HarpMessage.read(answer);
		if ((reply.type() & HarpMessage.ERROR) != 0) throw new IOException("The Harp device refuses register " + command.address());
	}

	@Override
	public boolean timesValve() {
		return pulseRegister > 0;
	}
}

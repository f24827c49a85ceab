package org.apical.reward;

import java.io.IOException;
import java.util.List;

import org.scijava.plugin.Plugin;

/** The line protocol over a serial port: an Arduino or the like. */
@Plugin(type = RewardDevice.class, name = "serial")
public final class SerialDevice extends LineDevice {

	@Override
	public List<Setting> settings() {
		return List.of(SerialLink.PORT, SerialLink.baud(115_200), TIMEOUT, HANDSHAKE);
	}

	@Override
	protected ByteLink connect(final DeviceSettings settings) throws IOException {
		return SerialLink.open(settings);
	}
}

package org.apical.reward;

import java.io.IOException;
import java.util.List;

import org.scijava.plugin.Plugin;

/** The line protocol over TCP: a board with a network, or another program. */
@Plugin(type = RewardDevice.class, name = "tcp")
public final class TcpDevice extends LineDevice {

	@Override
	public List<Setting> settings() {
		return List.of(SocketLink.HOST, new Setting("tcp_port", "30010", "TCP port of the device"), TIMEOUT, HANDSHAKE);
	}

	@Override
	protected ByteLink connect(final DeviceSettings settings) throws IOException {
		return new SocketLink(settings.text("host"), settings.integer("tcp_port", 1, 65_535));
	}
}

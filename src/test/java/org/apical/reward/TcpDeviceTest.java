package org.apical.reward;

import java.io.IOException;

public class TcpDeviceTest extends RewardDeviceContract {

	private final int port = DevicePeer.freePort();

	@Override
	protected String key() {
		return "tcp";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("tcp_port", port);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTcp(port, DevicePeer.board());
	}
}

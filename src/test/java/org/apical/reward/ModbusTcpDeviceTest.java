package org.apical.reward;

import java.io.IOException;

public class ModbusTcpDeviceTest extends RewardDeviceContract {

	private final int port = DevicePeer.freePort();

	@Override
	protected String key() {
		return "modbus-tcp";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("tcp_port", port).with("address", 3);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTcp(port, DevicePeer.python("modbus_peer"));
	}
}

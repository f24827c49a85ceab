package org.apical.reward;

import java.io.IOException;

public class ModbusTcpDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "modbus-tcp";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("tcp_port", 30412).with("address", 3);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTcp(30412, DevicePeer.python("modbus_peer"));
	}
}

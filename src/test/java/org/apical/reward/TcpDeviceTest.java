package org.apical.reward;

import java.io.IOException;

public class TcpDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "tcp";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("tcp_port", 30411);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTcp(30411, DevicePeer.board());
	}
}

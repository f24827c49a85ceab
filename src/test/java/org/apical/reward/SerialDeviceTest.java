package org.apical.reward;

import java.io.IOException;

public class SerialDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "serial";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("port", link());
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTerminal(link(), DevicePeer.board());
	}
}

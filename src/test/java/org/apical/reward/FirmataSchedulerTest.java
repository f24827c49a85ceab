package org.apical.reward;

import java.io.IOException;

public class FirmataSchedulerTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "firmata";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("port", link()).with("pin", 8).with("scheduler", true);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTerminal(link(), DevicePeer.python("firmata_peer"));
	}
}

package org.apical.reward;

import java.io.IOException;

public class BpodDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "bpod";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("port", link()).with("channel", 8);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTerminal(link(), DevicePeer.python("bpod_peer"));
	}
}

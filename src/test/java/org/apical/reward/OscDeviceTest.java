package org.apical.reward;

import java.io.IOException;

public class OscDeviceTest extends RewardDeviceContract {

	private final int port = DevicePeer.freePort();

	@Override
	protected String key() {
		return "osc";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("udp_port", port);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return new DevicePeer(DevicePeer.python("osc_peer", String.valueOf(port)));
	}

	@Override
	protected RewardOutcome paid() {
		return RewardOutcome.SENT;
	}

	@Override
	protected boolean hearsSilence() {
		return false;
	}
}

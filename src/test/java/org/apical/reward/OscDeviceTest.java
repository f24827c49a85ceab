package org.apical.reward;

import java.io.IOException;

public class OscDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "osc";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("udp_port", 30413);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return new DevicePeer(DevicePeer.python("osc_peer", "30413"));
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

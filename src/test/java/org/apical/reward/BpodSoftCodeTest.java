package org.apical.reward;

import java.io.IOException;

public class BpodSoftCodeTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "bpod";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("port", link()).with("soft_code", 3);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTerminal(link(), DevicePeer.python("bpod_peer", "matrix"));
	}

	@Override
	protected RewardOutcome paid() {
		return RewardOutcome.SENT;
	}

	@Override
	protected boolean canBeCutShort() {
		return false;
	}
}

package org.apical.reward;

import java.io.IOException;

public class LogDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "log";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("file", link());
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return new DevicePeer(DevicePeer.python("log_peer", link().toString()));
	}

	@Override
	protected boolean hearsDeath() {
		return false;
	}

	@Override
	protected boolean hearsSilence() {
		return false;
	}

	@Override
	protected boolean canBeCutShort() {
		return false;
	}
}

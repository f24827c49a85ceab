package org.apical.reward;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.scijava.service.SciJavaService;

/** Opens {@link RewardDevice}s, each behind a {@link SafetyGate}. */
public interface RewardDeviceService extends SciJavaService {

	/** Keys of all devices there are. */
	Set<String> keys();

	/** @throws IllegalArgumentException for a key that nobody provides; the message lists those known */
	List<Setting> settings(String key);

	/**
	 * Checks names, not values, and touches no device.
	 *
	 * @throws IllegalArgumentException for an unknown device, an unknown setting or one that is missing
	 */
	void check(String key, DeviceSettings settings);

	/**
	 * Opens a device; the gate is not armed yet.
	 *
	 * @throws IllegalArgumentException for an unknown device or a wrong setting
	 * @throws IOException if the device does not answer
	 */
	SafetyGate open(String key, DeviceSettings settings, SafetyLimits limits, ValveCalibration calibration, RewardListener listener)
		throws IOException;
}

package org.apical.reward;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Looks among the {@link RewardDevice} plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultRewardDeviceService extends AbstractPTService<RewardDevice> implements RewardDeviceService {

	@Override
	public Class<RewardDevice> getPluginType() {
		return RewardDevice.class;
	}

	@Override
	public Set<String> keys() {
		final Set<String> keys = new TreeSet<>();
		for (final PluginInfo<RewardDevice> info : getPlugins()) keys.add(info.getName());
		return keys;
	}

	@Override
	public List<Setting> settings(final String key) {
		return device(key).settings();
	}

	@Override
	public void check(final String key, final DeviceSettings settings) {
		settings.completed(key, settings(key));
	}

	@Override
	public SafetyGate open(final String key, final DeviceSettings settings, final SafetyLimits limits,
		final ValveCalibration calibration, final RewardListener listener) throws IOException
	{
		final RewardDevice device = device(key);
		return new SafetyGate(key, device, settings.completed(key, device.settings()), limits, calibration, listener);
	}

	private RewardDevice device(final String key) {
		for (final PluginInfo<RewardDevice> info : getPlugins()) {
			if (!info.getName().equals(key)) continue;
			final RewardDevice device = pluginService().createInstance(info);
			if (device == null) throw new IllegalArgumentException("Reward device \"" + key + "\" (" + info.getClassName()
				+ ") cannot be created; its class and constructor must be public");
			return device;
		}
		throw new IllegalArgumentException("No reward device \"" + key + "\"; there are " + String.join(", ", keys()));
	}
}

package org.apical.reward;

import java.time.Duration;
import java.util.List;

import org.scijava.plugin.Plugin;

/** Pays nothing and acknowledges at once, for rehearsals and for animals that are not rewarded. */
@Plugin(type = RewardDevice.class, name = "null")
public final class NullDevice implements RewardDevice {

	@Override
	public List<Setting> settings() {
		return List.of();
	}

	@Override
	public void open(final DeviceSettings settings) {}

	@Override
	public Receipt reward(final long sequence, final Duration valveOpen) {
		return new Receipt(sequence, valveOpen, true);
	}

	@Override
	public void shut() {}

	@Override
	public boolean timesValve() {
		return true;
	}

	@Override
	public void close() {}
}

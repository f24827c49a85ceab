package org.apical.online.readout;

import java.util.Set;
import java.util.TreeSet;

import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Looks among the {@link Readout} plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultReadoutService extends AbstractPTService<Readout> implements ReadoutService {

	@Override
	public Class<Readout> getPluginType() {
		return Readout.class;
	}

	@Override
	public Set<String> keys() {
		final Set<String> keys = new TreeSet<>();
		for (final PluginInfo<Readout> info : getPlugins()) keys.add(info.getName());
		return keys;
	}

	@Override
	public Readout create(final String key) {
		for (final PluginInfo<Readout> info : getPlugins()) {
			if (info.getName().equals(key)) return pluginService().createInstance(info);
		}
		throw new IllegalArgumentException("No readout \"" + key + "\"; there are " + String.join(", ", keys()));
	}
}

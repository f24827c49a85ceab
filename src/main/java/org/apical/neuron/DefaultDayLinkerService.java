package org.apical.neuron;

import java.util.Set;
import java.util.TreeSet;

import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Looks among the {@link DayLinker} plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultDayLinkerService extends AbstractPTService<DayLinker> implements DayLinkerService {

	@Override
	public Class<DayLinker> getPluginType() {
		return DayLinker.class;
	}

	@Override
	public Set<String> keys() {
		final Set<String> keys = new TreeSet<>();
		for (final PluginInfo<DayLinker> info : getPlugins()) keys.add(info.getName());
		return keys;
	}

	@Override
	public DayLinker create(final String key) {
		for (final PluginInfo<DayLinker> info : getPlugins()) {
			if (info.getName().equals(key)) return pluginService().createInstance(info);
		}
		throw new IllegalArgumentException("No linker \"" + key + "\"; there are " + String.join(", ", keys()));
	}
}

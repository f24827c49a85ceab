package org.apical.online.source;

import java.util.Set;
import java.util.TreeSet;

import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Looks among the {@link FrameSource} plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultFrameSourceService extends AbstractPTService<FrameSource> implements FrameSourceService {

	@Override
	public Class<FrameSource> getPluginType() {
		return FrameSource.class;
	}

	@Override
	public Set<String> keys() {
		final Set<String> keys = new TreeSet<>();
		for (final PluginInfo<FrameSource> info : getPlugins()) keys.add(info.getName());
		return keys;
	}

	@Override
	public FrameSource create(final String key) {
		for (final PluginInfo<FrameSource> info : getPlugins()) {
			if (info.getName().equals(key)) return pluginService().createInstance(info);
		}
		throw new IllegalArgumentException("No frame source \"" + key + "\"; there are " + String.join(", ", keys()));
	}
}

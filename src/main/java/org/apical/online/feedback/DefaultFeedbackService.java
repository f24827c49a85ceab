package org.apical.online.feedback;

import java.util.Set;
import java.util.TreeSet;

import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Looks among the {@link Feedback} plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultFeedbackService extends AbstractPTService<Feedback> implements FeedbackService {

	@Override
	public Class<Feedback> getPluginType() {
		return Feedback.class;
	}

	@Override
	public Set<String> keys() {
		final Set<String> keys = new TreeSet<>();
		for (final PluginInfo<Feedback> info : getPlugins()) keys.add(info.getName());
		return keys;
	}

	@Override
	public Feedback create(final String key) {
		for (final PluginInfo<Feedback> info : getPlugins()) {
			if (info.getName().equals(key)) return pluginService().createInstance(info);
		}
		throw new IllegalArgumentException("No feedback \"" + key + "\"; there are " + String.join(", ", keys()));
	}
}

package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apical.recording.RecordingException;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Looks among the plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultExchangeService extends AbstractService implements ExchangeService {

	@Parameter
	private PluginService plugins;

	@Override
	public Set<String> readers() {
		return keys(plugins.getPluginsOfType(ExchangeReader.class));
	}

	@Override
	public Set<String> writers() {
		return keys(plugins.getPluginsOfType(ExchangeWriter.class));
	}

	private static <T extends SciJavaPlugin> Set<String> keys(final List<PluginInfo<T>> found) {
		final Set<String> keys = new LinkedHashSet<>();
		for (final PluginInfo<T> info : found) keys.add(info.getName());
		return keys;
	}

	@Override
	public ExchangeWriter writer(final String key) {
		for (final PluginInfo<ExchangeWriter> info : plugins.getPluginsOfType(ExchangeWriter.class)) {
			if (info.getName().equals(key)) return plugins.createInstance(info);
		}
		throw new IllegalArgumentException("No format \"" + key + "\" to export to; there are " + String.join(", ", writers()));
	}

	@Override
	public boolean isForeign(final Path path) {
		final ExchangeReader reader = reader(path);
		return reader != null && reader.isForeign();
	}

	@Override
	public TracedRois read(final Path path) throws IOException {
		final ExchangeReader reader = reader(path);
		if (reader == null && !Files.exists(path)) throw new RecordingException(path + ": there is no such file or folder");
		if (reader == null) throw new RecordingException(path + ": holds no ROIs in any known form (" + String.join(", ", readers()) +
			"); a result folder needs rois.zip and labels.tif, so run 'segment' or 'extract' first");
		final TracedRois rois = reader.read(path);
		rois.mustFit(path);
		return rois;
	}

	@Override
	public List<Path> files(final Path path) {
		final ExchangeReader reader = reader(path);
		return reader == null ? List.of(path) : reader.files(path);
	}

	private ExchangeReader reader(final Path path) {
		for (final PluginInfo<ExchangeReader> info : plugins.getPluginsOfType(ExchangeReader.class)) {
			final ExchangeReader reader = plugins.createInstance(info);
			if (reader != null && reader.canRead(path)) return reader;
		}
		return null;
	}
}

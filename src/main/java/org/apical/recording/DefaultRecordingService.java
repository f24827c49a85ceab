package org.apical.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;

/** Looks among the {@link RecordingFormat} plug-ins of its context. */
@Plugin(type = Service.class)
public final class DefaultRecordingService extends AbstractPTService<RecordingFormat> implements RecordingService {

	@Override
	public Class<RecordingFormat> getPluginType() {
		return RecordingFormat.class;
	}

	@Override
	public Set<String> keys() {
		final Set<String> keys = new LinkedHashSet<>();
		for (final PluginInfo<RecordingFormat> info : getPlugins()) keys.add(info.getName());
		return keys;
	}

	@Override
	public RecordingFormat create(final String key) {
		for (final PluginInfo<RecordingFormat> info : getPlugins()) {
			if (info.getName().equals(key)) return pluginService().createInstance(info);
		}
		throw new IllegalArgumentException("No recording format \"" + key + "\"; there are " + String.join(", ", keys()));
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		return format(path, options).open(path, options);
	}

	@Override
	public Recording open(final List<Path> parts, final OpenOptions options) throws IOException {
		if (parts.isEmpty()) throw new IllegalArgumentException("No file given");
		if (parts.size() == 1) return open(parts.get(0), options);
		final List<Recording> opened = new ArrayList<>();
		try {
			for (final Path part : parts) opened.add(open(part, options));
			return new ConcatenatedRecording(opened);
		}
		catch (final IOException | RuntimeException e) {
			for (final Recording recording : opened) recording.close();
			throw e;
		}
	}

	@Override
	public List<Path> companions(final Path path, final OpenOptions options) throws IOException {
		return format(path, options).companions(path);
	}

	private RecordingFormat format(final Path path, final OpenOptions options) throws RecordingException {
		if (options.format() != null) return create(options.format());
		if (options.raw() != null) return create("raw");
		for (final PluginInfo<RecordingFormat> info : getPlugins()) {
			final RecordingFormat format = pluginService().createInstance(info);
			if (format != null && format.canOpen(path)) return format;
		}
		if (!Files.exists(path)) throw new RecordingException(path + ": there is no such file");
		throw new RecordingException(path + ": not a recording in any known format (" + String.join(", ", keys()) + ")");
	}
}

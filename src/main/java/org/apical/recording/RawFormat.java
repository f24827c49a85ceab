package org.apical.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * Headerless files of uncompressed frames, whose shape the user tells by {@link OpenOptions#raw}. Never chosen by
 * looking at a file, since nothing in it could tell.
 */
@Plugin(type = RecordingFormat.class, name = "raw")
public final class RawFormat implements RecordingFormat {

	@Override
	public boolean canOpen(final Path path) {
		return false;
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		if (options.raw() == null) throw new RecordingException(path + ": a headerless file; say its width, height and pixel type");
		return open(path, options.raw(), Interleaving.NONE, Sampling.UNKNOWN, options);
	}

	/** A headerless file of whose contents something is known from elsewhere; what the options say overrules it. */
	static Recording open(final Path path, final OpenOptions.RawShape shape, final Interleaving order, final Sampling known,
		final OpenOptions options) throws IOException
	{
		if (!Files.isRegularFile(path)) throw new RecordingException(path + ": there is no such file");
		final String name = path.getFileName().toString();
		final RawSeries series = new RawSeries(path, shape);
		try {
			final List<String> warnings = series.excessBytes() == 0 ? List.of() : List.of(name + ": " + series.excessBytes() +
				" bytes after the last whole frame are left out; " + series.frames() + " whole frames are read");
			return new InterleavedRecording(name, series, order.with(options), known.with(options), warnings);
		}
		catch (final RecordingException e) {
			series.close();
			throw e;
		}
	}
}

package org.apical.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.scijava.plugin.Plugin;

/**
 * The binary movies of suite2p ({@code data.bin}, {@code data_raw.bin}, {@code data_chan2.bin}): int16 little-endian
 * frames of one plane and channel. Shape and rate stand in {@code ops.npy} beside them, in newer versions in
 * {@code db.npy} and {@code settings.npy}; where those are missing the user may tell the shape by
 * {@link OpenOptions#raw}.
 *
 * <p>The values are suite2p's, which halves uint16 input.
 */
@Plugin(type = RecordingFormat.class, name = "suite2p")
public final class Suite2pBinaryFormat implements RecordingFormat {

	private static final String[] SETTINGS = { "db.npy", "settings.npy", "ops.npy" };

	@Override
	public boolean canOpen(final Path path) {
		if (!Files.isRegularFile(path) || !path.getFileName().toString().matches("data.*\\.bin")) return false;
		return !companions(path).isEmpty();
	}

	@Override
	public List<Path> companions(final Path path) {
		return Arrays.stream(SETTINGS).map(path::resolveSibling).filter(Files::exists).toList();
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		if (!Files.isRegularFile(path)) throw new RecordingException(path + ": there is no such file");
		if (options.raw() != null) return RawFormat.open(path, options.raw(), Interleaving.NONE, Sampling.UNKNOWN, options);
		final Map<Object, Object> settings = settings(path);
		final int width = (int) number(path, settings, "Lx");
		final int height = (int) number(path, settings, "Ly");
		final double rate = settings.get("fs") instanceof Number hz && hz.doubleValue() > 0 ? hz.doubleValue() : Double.NaN;
		final OpenOptions.RawShape shape = new OpenOptions.RawShape(width, height, PixelType.INT16, true, 0);
		return RawFormat.open(path, shape, Interleaving.NONE, Sampling.UNKNOWN.withRate(rate), options);
	}

	private Map<Object, Object> settings(final Path path) throws IOException {
		final Map<Object, Object> all = new HashMap<>();
		for (final Path file : companions(path)) all.putAll(NumpyPickle.readDictionary(NpyFile.open(file)));
		if (all.isEmpty()) throw new RecordingException(path + ": no ops.npy beside it; copy it there or say width and height");
		return all;
	}

	private static double number(final Path path, final Map<Object, Object> settings, final String key) throws RecordingException {
		if (settings.get(key) instanceof Number n) return n.doubleValue();
		throw new RecordingException(path + ": the ops.npy beside it says no " + key);
	}
}

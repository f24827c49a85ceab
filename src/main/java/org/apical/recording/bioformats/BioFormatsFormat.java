package org.apical.recording.bioformats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.InterleavedRecording;
import org.apical.recording.Interleaving;
import org.apical.recording.LateBound;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Everything that Bio-Formats reads, where it is installed, as in Fiji. Asked last, after Apical's own formats. The first
 * image (series) of a file is read; its z slices are planes, unless there is only one time point: then they are the time
 * series.
 */
@Plugin(type = RecordingFormat.class, name = "bioformats", priority = Priority.VERY_LOW)
public final class BioFormatsFormat implements RecordingFormat {

	private static final String READER = "loci.formats.ImageReader";

	private final ClassLoader loader;

	/** Bio-Formats as found beside Apical. */
	public BioFormatsFormat() {
		this(BioFormatsFormat.class.getClassLoader());
	}

	/** @param loader where to look for Bio-Formats */
	public BioFormatsFormat(final ClassLoader loader) {
		this.loader = loader;
	}

	@Override
	public boolean canOpen(final Path path) {
		if (!LateBound.isPresent(loader, READER) || !Files.isRegularFile(path)) return false;
		try {
			return (Boolean) LateBound.type(loader, READER).create().call("isThisType", path.toString(), true);
		}
		catch (final IOException | RuntimeException e) {
			return false;
		}
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		if (!LateBound.isPresent(loader, READER)) throw new RecordingException(path +
			": Bio-Formats is not installed; run Apical in Fiji or put bioformats_package.jar on the class path");
		if (!Files.isRegularFile(path)) throw new RecordingException(path + ": there is no such file");
		final BioFormatsReaders readers = new BioFormatsReaders(loader, path);
		try {
			return open(path, options, readers);
		}
		catch (final IOException | RuntimeException e) {
			readers.close();
			if (e instanceof RecordingException clear) throw clear;
			throw new RecordingException(path + ": Bio-Formats cannot read it (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") +
				")", e);
		}
	}

	private Recording open(final Path path, final OpenOptions options, final BioFormatsReaders readers) throws IOException {
		final String name = path.getFileName().toString();
		final LateBound reader = readers.borrow();
		final BioFormatsMetadata metadata = BioFormatsMetadata.of(loader, reader, path);
		final List<String> warnings = new ArrayList<>();
		final int images = reader.callInt("getSeriesCount");
		if (images > 1) warnings.add(name + ": holds " + images + " images; the first is read");
		readers.giveBack(reader);
		final boolean timed = Double.isNaN(options.rateHz());
		final Interleaving order = new Interleaving(metadata.channels(), metadata.times() > 1 ? metadata.slices() : 1, 0);
		return new InterleavedRecording(name, new BioFormatsSeries(readers, metadata, timed), order.with(options), metadata.sampling().with(
			options), warnings);
	}
}

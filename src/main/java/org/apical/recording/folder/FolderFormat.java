package org.apical.recording.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.ConcatenatedRecording;
import org.apical.recording.InterleavedRecording;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffFormat;
import org.scijava.plugin.Plugin;

/**
 * A folder of TIFFs, or a glob such as {@code run1/img*.tif}, in natural order: single frames make one recording, stacks
 * follow each other. Where a Prairie View XML lies in the folder (or is itself opened), it tells the order of frames,
 * channels and planes, the time stamps, the rate and the pixel size.
 *
 * <p>Opening looks into the first and last file only; a damaged file in between shows when its frame is read.
 */
@Plugin(type = RecordingFormat.class, name = "folder")
public final class FolderFormat implements RecordingFormat {

	/** Stacks are kept open up to this number; systems allow a process some hundred to a thousand open files. */
	private static final int OPEN_FILES = 100;

	private final RecordingFormat single = new TiffFormat();

	@Override
	public boolean canOpen(final Path path) {
		if (path.getFileName() == null) return false;
		if (PrairieScan.isScan(path)) return true;
		if (!isGlob(path) && !Files.isDirectory(path)) return false;
		try {
			return !FileTable.list(path).isEmpty();
		}
		catch (final IOException e) {
			return false;
		}
	}

	@Override
	public List<Path> companions(final Path path) throws IOException {
		if (Files.isDirectory(path)) return List.of();
		final Path folder = path.toAbsolutePath().getParent();
		if (PrairieScan.isScan(path)) return List.of(folder);
		final Path xml = PrairieScan.find(folder);
		return xml == null ? List.of() : List.of(xml);
	}

	private static boolean isGlob(final Path path) {
		return !Files.exists(path) && path.getFileName().toString().matches(".*[*?\\[{].*");
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		if (PrairieScan.isScan(path)) return frames(path, PrairieTable.of(path, PrairieScan.read(path)), options);
		final List<Path> files = isGlob(path) || Files.isDirectory(path) ? FileTable.list(path) : List.of();
		final Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
		final Path xml = Files.isDirectory(folder) ? PrairieScan.find(folder) : null;
		if (xml != null && folder == path) return frames(path, PrairieTable.of(xml, PrairieScan.read(xml)), options);
		if (files.isEmpty()) throw new RecordingException(path + ": there are no TIFF files");
		for (final Path file : files) if (Files.size(file) == 0) throw new RecordingException(file + ": the file is empty");
		final Movie first = first(files.get(0));
		if (first.frames() > 1) return stacks(files, options);
		final Sampling sampling = xml == null ? first.sampling() : PrairieTable.of(xml, PrairieScan.read(xml)).sampling();
		return frames(path, FileTable.of(path, files, sampling), options);
	}

	/** For its metadata only; the file is closed again. */
	private Movie first(final Path file) throws IOException {
		try (Recording recording = single.open(file, OpenOptions.DEFAULT.withPlanes(1).withChannels(1))) {
			return recording.movie(0, 0);
		}
	}

	private Recording stacks(final List<Path> files, final OpenOptions options) throws IOException {
		final List<Recording> parts = new ArrayList<>();
		try {
			for (final Path file : files) parts.add(files.size() <= OPEN_FILES ? single.open(file, options) : new OnDemandRecording(single, file,
				options));
		}
		catch (final IOException e) {
			for (final Recording part : parts) part.close();
			throw e;
		}
		return new ConcatenatedRecording(parts);
	}

	/** Damaged files at the end, as a cut-off recording leaves them, are not read. */
	private Recording frames(final Path path, final FileTable table, final OpenOptions options) throws IOException {
		final String name = path.getFileName().toString();
		final boolean timed = Double.isNaN(options.rateHz());
		final int named = table.frames().size();
		final FileSeries all = new FileSeries(single, table, named, timed);
		int whole = named;
		while (whole > 1 && !all.isWhole(whole - 1)) whole--;
		final List<String> warnings = new ArrayList<>(table.warnings());
		if (whole < named) warnings.add(name + ": from " + table.frames().get(whole).file().getFileName() +
			" on files are damaged; the " + whole + " whole ones before are read");
		final FileSeries series = whole == named ? all : new FileSeries(single, table, whole, timed);
		return new InterleavedRecording(name, series, table.order().with(options), table.sampling().with(options), warnings);
	}
}

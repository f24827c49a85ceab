package org.apical.recording.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apical.recording.Interleaving;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;

/**
 * Which file holds which frame.
 *
 * @param frames in stored order: channel fastest, then plane, then time
 * @param seconds time stamp of each frame, empty where there are none
 * @param warnings what the user should know
 */
record FileTable(List<Frame> frames, double[] seconds, Interleaving order, Sampling sampling, List<String> warnings) {

	/** @param page in its file, from 0 */
	record Frame(Path file, int page) {}

	/** Prairie and Micro-Manager put the channel into the name, before the frame's number. */
	private static final Pattern CHANNEL = Pattern.compile("_Ch(\\d+)_");

	/** TIFF files of a folder, or those that a glob such as {@code run1/img*.tif} names, in natural order. */
	static List<Path> list(final Path path) throws IOException {
		final boolean whole = Files.isDirectory(path);
		final Path folder = whole ? path : path.toAbsolutePath().getParent();
		final String glob = whole ? "*.{tif,tiff,TIF,TIFF}" : path.getFileName().toString();
		final List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
			for (final Path file : stream) if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) files.add(file);
		}
		catch (final DirectoryIteratorException e) {
			throw e.getCause();
		}
		final NaturalOrder order = new NaturalOrder();
		files.sort((a, b) -> order.compare(a.getFileName().toString(), b.getFileName().toString()));
		return files;
	}

	/**
	 * One frame a file, in the order given; apart by channel where every name tells one.
	 *
	 * @throws RecordingException where the channels have different numbers of files
	 */
	static FileTable of(final Path path, final List<Path> files, final Sampling sampling) throws RecordingException {
		final Map<Integer, List<Path>> channels = new TreeMap<>();
		for (final Path file : files) {
			final Matcher channel = CHANNEL.matcher(file.getFileName().toString());
			final int key = channel.find() ? Integer.parseInt(channel.group(1)) : -1;
			channels.computeIfAbsent(key, k -> new ArrayList<>()).add(file);
		}
		final int each = files.size() / channels.size();
		final List<Frame> frames = new ArrayList<>();
		for (final List<Path> channel : channels.values()) if (channel.size() != each) throw new RecordingException(path + ": channels " +
			channels.keySet() + " have different numbers of files, " + channels.values().stream().map(List::size).toList());
		for (int t = 0; t < each; t++) for (final List<Path> channel : channels.values()) frames.add(new Frame(channel.get(t), 0));
		return new FileTable(frames, new double[0], new Interleaving(channels.size(), 1, 0), sampling, List.of());
	}
}

package org.apical.session;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.apical.recording.RecordingException;

/**
 * The recordings of an experiment and where the results of each go.
 *
 * <p>A table has a line for each recording: {@code recording} names its files (several, consecutive ones with {@code ;}
 * between them; relative to the table), {@code animal}, {@code session} and {@code day} say what it is, {@code output} may
 * name its result folder, and any other column is an option of {@code run}. A column that begins with {@code #} is a remark.
 * Results go to {@code animal/session}, {@code animal/dayN} or, where neither is known, to the recording's own name.
 */
public final class BatchPlan {

	private static final String RECORDING = "recording", OUTPUT = "output";
	private static final String PATTERN = ".*[*?\\[{].*";

	private final List<BatchEntry> entries = new ArrayList<>();

	private BatchPlan() {}

	/**
	 * @param given one table ({@code .csv}), or recordings: files, folders, and patterns such as {@code data/*&#47;movie.tif}
	 * @throws RecordingException where the table cannot be used, a pattern fits nothing, or two recordings would share a folder
	 */
	public static List<BatchEntry> read(final List<Path> given) throws IOException {
		final BatchPlan plan = new BatchPlan();
		if (isTable(given)) plan.addTable(given.get(0));
		else plan.addRecordings(given);
		plan.mustNotShareFolders();
		return List.copyOf(plan.entries);
	}

	/** Whether that is a table of recordings. */
	public static boolean isTable(final List<Path> given) {
		final String name = given.get(0).toString();
		return given.size() == 1 && name.toLowerCase(Locale.ROOT).endsWith(".csv") && !name.matches(PATTERN);
	}

	private void addTable(final Path file) throws RecordingException {
		final Table table = Table.read(file, RECORDING);
		final Path base = file.toAbsolutePath().getParent();
		for (final Table.Row row : table.rows()) {
			if (row.text(RECORDING).isEmpty()) throw row.error(RECORDING, "names no file");
			final List<Path> files = Arrays.stream(row.text(RECORDING).split(";")).map(String::trim).filter(s -> !s.isEmpty()).map(
				base::resolve).toList();
			final Map<String, String> options = new LinkedHashMap<>();
			for (final String column : table.columns())
				if (!column.startsWith("#") && !row.text(column).isEmpty()) options.put(option(column), row.text(column));
			options.remove(RECORDING);
			final String folder = options.remove(OUTPUT);
			entries.add(new BatchEntry(row.place(), files, folder == null ? folder(files.get(0), options) : Path.of(folder), base, options));
		}
		if (entries.isEmpty()) throw new RecordingException(file + ": holds no line with a recording");
	}

	/** As {@code run} calls it. */
	private static String option(final String column) {
		final String name = column.toLowerCase(Locale.ROOT).replaceFirst("^--", "").replace('-', '_');
		return name.equals("session") ? "session_name" : name;
	}

	private static Path folder(final Path recording, final Map<String, String> options) {
		final String day = options.getOrDefault("day", "");
		final String session = options.getOrDefault("session_name", day.isEmpty() ? stem(recording.getFileName().toString()) : "day" + day);
		return Path.of(fileName(options.getOrDefault("animal", "")), fileName(session));
	}

	private static String fileName(final String text) {
		return text.replaceAll("[\\\\/:*?\"<>|]", "_");
	}

	private static String stem(final String name) {
		return name.replaceFirst("(?<=.)(\\.ome)?\\.\\w{1,5}$", "");
	}

	private void addRecordings(final List<Path> given) throws IOException {
		final TreeSet<Path> recordings = new TreeSet<>();
		for (final Path path : given) {
			if (path.toString().matches(PATTERN) && !Files.exists(path)) recordings.addAll(matches(path.toAbsolutePath().normalize()));
			else recordings.add(path.toAbsolutePath().normalize());
		}
		Path shared = recordings.first().getParent();
		for (final Path recording : recordings) while (!recording.startsWith(shared)) shared = shared.getParent();
		for (final Path recording : recordings) {
			final Path within = shared.relativize(recording);
			entries.add(new BatchEntry(recording.toString(), List.of(recording), within.resolveSibling(stem(within.getFileName().toString())),
				recording.getParent(), Map.of()));
		}
	}

	private static List<Path> matches(final Path pattern) throws IOException {
		Path above = pattern;
		while (above.toString().matches(PATTERN)) above = above.getParent();
		final PathMatcher wanted;
		try {
			wanted = FileSystems.getDefault().getPathMatcher("glob:" + pattern.toString().replace("\\", "\\\\"));
		}
		catch (final PatternSyntaxException e) {
			throw new RecordingException(pattern + " is no file and no pattern of file names", e);
		}
		if (!Files.isDirectory(above)) throw new RecordingException(above + " does not exist");
		final int depth = pattern.toString().contains("**") ? Integer.MAX_VALUE : pattern.getNameCount() - above.getNameCount();
		try (Stream<Path> files = Files.walk(above, depth)) {
			final List<Path> found = files.filter(wanted::matches).toList();
			if (found.isEmpty()) throw new RecordingException("There is no file like " + pattern);
			return found;
		}
	}

	private void mustNotShareFolders() throws RecordingException {
		final Map<Path, BatchEntry> owners = new HashMap<>();
		for (final BatchEntry entry : entries) {
			final BatchEntry owner = owners.putIfAbsent(entry.folder().normalize(), entry);
			if (owner != null) throw new RecordingException(entry.where() + ": its results would go to the folder " + entry.folder() +
				" of " + owner.where() + " too; tell them apart by session or day, or name a folder in a column 'output'");
		}
	}
}

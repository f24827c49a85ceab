package org.apical.session;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import org.apical.recording.RecordingException;

/**
 * {@code run.json} of a result folder: what the last command did, and in {@code steps} the same of the commands before it
 * that filled the folder, the latest run of each, in the order in which they ended.
 */
public final class RunHistory {

	static final String FILE = "run.json";

	private static final String STEPS = "steps";
	private static final Gson GSON = new Gson();

	private final Path folder;
	private final List<JsonObject> records;

	private RunHistory(final Path folder, final List<JsonObject> records) {
		this.folder = folder;
		this.records = records;
	}

	/** Of a folder that need not exist; a file that is missing or none of ours counts as empty. */
	public static RunHistory of(final Path folder) throws IOException {
		final List<JsonObject> records = new ArrayList<>();
		final Path file = folder.resolve(FILE);
		if (!Files.exists(file)) return new RunHistory(folder, records);
		try (Reader reader = Files.newBufferedReader(file)) {
			final JsonObject last = JsonParser.parseReader(reader).getAsJsonObject();
			if (last.remove(STEPS) instanceof JsonArray steps) for (final JsonElement step : steps) records.add(step.getAsJsonObject());
			records.add(last);
			records.removeIf(r -> !"Apical".equals(text(r, "program")) || text(r, "command") == null);
			return new RunHistory(folder, records);
		}
		catch (final JsonParseException | IllegalStateException e) {
			return new RunHistory(folder, List.of());
		}
	}

	/**
	 * A number that a command found.
	 *
	 * @param path names of objects within each other, the number's own last
	 * @return NaN where there is none
	 */
	double number(final String command, final String... path) {
		final int at = index(command);
		JsonElement value = at < 0 ? null : records.get(at);
		for (final String key : path) value = value instanceof JsonObject object ? object.get(key) : null;
		return value instanceof JsonPrimitive found && found.isNumber() ? found.getAsDouble() : Double.NaN;
	}

	private static String text(final JsonObject record, final String key) {
		return record.get(key) instanceof JsonPrimitive value ? value.getAsString() : null;
	}

	/** What the latest run of a command found under a key; null where there is none. */
	public <T> T finding(final String command, final String key, final Class<T> type) {
		return index(command) < 0 ? null : GSON.fromJson(records.get(index(command)).get(key), type);
	}

	/**
	 * Whether a command need not run again: it ran after that one with these parameters and this version, its results are
	 * there, and what it read is as it was or as it left it itself.
	 *
	 * @param after command whose results it reads; null where it reads none
	 */
	public boolean isDone(final String command, final Map<String, ?> parameters, final String after) throws IOException {
		final int at = index(command);
		if (at < 0 || after != null && index(after) > at) return false;
		final JsonObject record = records.get(at);
		if (!RunRecord.version().equals(text(record, "version")) || !decisive(RunRecord.json(parameters)).equals(decisive(record.get(
			"parameters")))) return false;
		for (final FileDigest result : digests(record, "results")) if (!Files.exists(folder.resolve(result.name()))) return false;
		for (final FileDigest input : digests(record, "inputs")) if (!isAsItWas(input) && !isOwnResult(Path.of(input.name()), record)) return false;
		return true;
	}

	/** What can change the results, as the number of threads cannot. */
	private static JsonElement decisive(final JsonElement parameters) {
		final JsonElement decisive = parameters.deepCopy();
		if (decisive instanceof JsonObject object) object.remove("threads");
		return decisive;
	}

	private static boolean isAsItWas(final FileDigest input) throws IOException {
		try {
			return new InputFiles(List.of(Path.of(input.name()))).digests().contains(input);
		}
		catch (final RecordingException e) {
			return false; // no longer there
		}
	}

	private boolean isOwnResult(final Path file, final JsonObject record) throws IOException {
		for (final FileDigest result : digests(record, "results")) {
			final Path own = folder.resolve(result.name());
			if (Files.exists(file) && Files.isSameFile(file, own) && result.fits(own)) return true;
		}
		return false;
	}

	/** The files that the command's latest run left and nobody changed since. */
	List<Path> results(final String command) throws IOException {
		final List<Path> unchanged = new ArrayList<>();
		if (index(command) < 0) return unchanged;
		for (final FileDigest result : digests(records.get(index(command)), "results")) {
			final Path file = folder.resolve(result.name());
			if (Path.of(result.name()).getParent() == null && result.fits(file)) unchanged.add(file);
		}
		return unchanged;
	}

	/** The text of {@code run.json} after another run. */
	String with(final JsonObject record) {
		final JsonObject last = record.deepCopy();
		final JsonArray steps = new JsonArray();
		records.stream().filter(r -> !text(r, "command").equals(text(record, "command"))).forEach(steps::add);
		if (!steps.isEmpty()) last.add(STEPS, steps);
		return RunRecord.text(last) + "\n";
	}

	private int index(final String command) {
		for (int i = 0; i < records.size(); i++) if (command.equals(text(records.get(i), "command"))) return i;
		return -1;
	}

	private static List<FileDigest> digests(final JsonObject record, final String key) {
		final List<FileDigest> digests = new ArrayList<>();
		if (record.get(key) instanceof JsonArray array) for (final JsonElement e : array)
			if (e.isJsonObject()) digests.add(GSON.fromJson(e, FileDigest.class));
		return digests;
	}
}

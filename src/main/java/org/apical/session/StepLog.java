package org.apical.session;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * {@code steps.json}: which steps of a whole run a result folder holds, each with all that decides its outcome. A step
 * whose entry is the same need not run again; one that runs anew voids those after it.
 */
public final class StepLog {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private final Path file;
	private final JsonObject steps;

	/** @param folder of the results; a log that is missing or damaged counts as empty */
	public StepLog(final Path folder) throws IOException {
		file = folder.resolve("steps.json");
		steps = read(file);
	}

	private static JsonObject read(final Path file) throws IOException {
		if (!Files.exists(file)) return new JsonObject();
		try (Reader reader = Files.newBufferedReader(file)) {
			final JsonElement json = JsonParser.parseReader(reader);
			return json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
		}
		catch (final JsonParseException e) {
			return new JsonObject(); // then all steps run again
		}
	}

	/** @param causes parameters and inputs, as JSON knows them */
	public boolean isDone(final String step, final Object causes) {
		return GSON.toJsonTree(causes).equals(steps.get(step));
	}

	/** Notes a step as done and forgets those noted after it. */
	public void done(final String step, final Object causes) throws IOException {
		final List<String> names = new ArrayList<>(steps.keySet());
		final int at = names.indexOf(step);
		if (at >= 0) names.subList(at, names.size()).forEach(steps::remove);
		steps.add(step, GSON.toJsonTree(causes));
		final Path part = file.resolveSibling("." + file.getFileName() + ".part");
		Files.writeString(part, GSON.toJson(steps) + "\n");
		Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
	}
}

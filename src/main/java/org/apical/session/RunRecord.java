package org.apical.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code run.json}: what made the results in a folder, so that they can be made again.
 *
 * <p>Values are what JSON knows: texts, numbers, booleans, lists and maps of these, and records. Numbers that are not
 * known (NaN) are null or left out, as JSON has none.
 */
public final class RunRecord {

	private static final TypeAdapter<Double> FINITE = new TypeAdapter<>() {

		@Override
		public void write(final JsonWriter out, final Double value) throws IOException {
			out.value(value != null && Double.isFinite(value) ? value : null);
		}

		@Override
		public Double read(final JsonReader in) throws IOException {
			return in.nextDouble();
		}
	};

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().registerTypeAdapter(Double.class,
		FINITE).registerTypeAdapter(double.class, FINITE).create();

	private final Map<String, Object> content = new LinkedHashMap<>();
	private final long start = System.nanoTime();

	/** @param parameters every parameter of the command with its value, defaults too */
	public RunRecord(final String command, final Map<String, ?> parameters) {
		content.put("program", "Apical");
		content.put("version", version());
		content.put("command", command);
		content.put("parameters", parameters);
		content.put("started", Instant.now().toString());
		content.put("java", System.getProperty("java.version"));
		content.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
	}

	/** This program's version, "development" where it does not run from its jar. */
	public static String version() {
		final String version = RunRecord.class.getPackage().getImplementationVersion();
		return version == null ? "development" : version;
	}

	public RunRecord inputs(final List<InputFiles.Input> inputs) {
		content.put("inputs", inputs);
		content.put("hash_scheme", InputFiles.HASH_SCHEME);
		return this;
	}

	/** Adds a finding, such as a table of quality figures. */
	public RunRecord put(final String key, final Object value) {
		content.put(key, value);
		return this;
	}

	/** Writes the record, with the time passed since it was begun. */
	public void write(final Path file, final Collection<String> results) throws IOException {
		content.put("results", List.copyOf(results));
		content.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
		Files.writeString(file, GSON.toJson(content) + "\n");
	}
}

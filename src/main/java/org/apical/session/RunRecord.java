package org.apical.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one command did to make the results in a folder, so that they can be made again; {@link RunHistory} has those of a
 * folder's {@code run.json}.
 *
 * <p>Values are what JSON knows: texts, numbers, booleans, lists and maps of these, and records. What is not
 * given or not known (NaN) is null.
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

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls()
		.registerTypeAdapter(Double.class, FINITE).registerTypeAdapter(double.class, FINITE).create();

	private final String command;
	private final Map<String, Object> content = new LinkedHashMap<>();
	private final long start = System.nanoTime();
	private InputFiles inputs;

	/** @param parameters every parameter of the command with its value, defaults too */
	public RunRecord(final String command, final Map<String, ?> parameters) {
		this.command = command;
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

	/** @param read the files that the command reads */
	public RunRecord inputs(final InputFiles read) {
		inputs = read;
		content.put("inputs", read.digests());
		content.put("hash_scheme", FileDigest.SCHEME);
		return this;
	}

	/** Adds a finding, such as a table of quality figures. */
	public RunRecord put(final String key, final Object value) {
		content.put(key, value);
		return this;
	}

	String command() {
		return command;
	}

	/** Whether the command reads that file. */
	boolean reads(final Path file) throws IOException {
		return inputs != null && inputs.contain(file);
	}

	/** The record as JSON, with the time passed since it was begun. */
	JsonObject end(final List<FileDigest> results) {
		content.put("results", results);
		content.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
		return json(content).getAsJsonObject();
	}

	/** A value as it looks when it was written and read again. */
	static JsonElement json(final Object value) {
		return JsonParser.parseString(text(value));
	}

	static String text(final Object value) {
		return GSON.toJson(value);
	}
}

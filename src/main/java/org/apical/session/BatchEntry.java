package org.apical.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One recording of an experiment.
 *
 * @param where what names it, for messages: the line of a table, or the recording itself
 * @param recording its files, consecutive parts
 * @param folder where its results go, relative to the experiment's
 * @param base folder that relative paths among the options are relative to
 * @param options of {@code run} for this recording, by name, as texts; those not given are not among them
 */
public record BatchEntry(String where, List<Path> recording, Path folder, Path base, Map<String, String> options) {

	/** An option's text; empty where it is not given. */
	String option(final String name) {
		return options.getOrDefault(name, "");
	}
}

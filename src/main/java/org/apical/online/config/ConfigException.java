package org.apical.online.config;

import java.util.List;

import org.apical.recording.RecordingException;

/** A configuration that cannot be used; the message names everything that is wrong with its line. */
public final class ConfigException extends RecordingException {

	private static final long serialVersionUID = 1L;

	private final List<String> problems;

	public ConfigException(final String file, final List<String> problems) {
		super(file + ": " + String.join("; ", problems));
		this.problems = List.copyOf(problems);
	}

	/** One line each. */
	public List<String> problems() {
		return problems;
	}
}

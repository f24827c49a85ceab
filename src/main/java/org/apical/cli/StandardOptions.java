package org.apical.cli;

import picocli.CommandLine.Option;

/** Options that every command has. */
final class StandardOptions {

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help and exit.")
	private boolean help;

	@Option(names = { "-V", "--version" }, versionHelp = true, description = "Show the version and exit.")
	private boolean version;

	@Option(names = "--debug", description = "Show the stack trace of an error.")
	private boolean debug;
}

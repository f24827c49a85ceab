package org.apical.ij;

import java.nio.file.Files;
import java.nio.file.Path;

import net.imagej.patcher.LegacyEnvironment;

/** Starts ImageJ without a screen, in the way Fiji's {@code --headless} does, and runs a macro file in it. */
final class HeadlessImageJ {

	private HeadlessImageJ() {}

	public static void main(final String... arguments) throws Exception {
		final LegacyEnvironment imagej = new LegacyEnvironment(null, true);
		imagej.newImageJ1(true);
		imagej.runMacro(Files.readString(Path.of(arguments[0])), "");
		System.exit(0);
	}
}

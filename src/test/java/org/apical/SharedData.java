package org.apical;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Assume;

/** Finds the real recordings that some tests use. They are too large for the repository; without them those tests are skipped. */
public final class SharedData {

	private SharedData() {}

	/**
	 * @param relative path within the data folder, such as {@code sima-mouse-motion/example.tif}
	 * @return where it is; skips the test where it is not there
	 */
	public static Path require(final String relative) {
		final Path file = folder().resolve(relative);
		Assume.assumeTrue("Skipped: no " + file.toAbsolutePath().normalize() + " (set APICAL_SHARED_DATA to the folder of test recordings)",
			Files.exists(file));
		return file;
	}

	private static Path folder() {
		final String named = System.getenv("APICAL_SHARED_DATA");
		if (named != null) return Path.of(named);
		final Path beside = Path.of("..", "shared", "data");
		// a git worktree lies one folder deeper than the project itself
		return Files.exists(beside) ? beside : Path.of("..", "..", "shared", "data");
	}
}

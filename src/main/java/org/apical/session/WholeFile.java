package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a small text file under a temporary name and moves it into place when whole. */
final class WholeFile {

	private WholeFile() {}

	static void write(final Path file, final String text) throws IOException {
		final Path folder = file.toAbsolutePath().getParent();
		Files.createDirectories(folder);
		final Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
		try {
			Files.writeString(part, text);
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}
}

package org.apical.online.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileIdentityTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@Test
	public void aFileThatGrowsStaysTheSameAndOneMovedOverItIsAnother() throws IOException {
		final Path file = temporary.newFile("movie.raw").toPath(), next = temporary.newFile("next.raw").toPath();
		final FileIdentity before = FileIdentity.of(file);
		Files.writeString(file, "more", StandardOpenOption.APPEND);
		assertEquals(before, FileIdentity.of(file));
		Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
		assertNotEquals(before, FileIdentity.of(file));
	}

	/** As on Windows; a zip gives its files no key either. */
	@Test
	public void whereFilesHaveNoKeyTheTimeOfCreationTellsThemApart() throws IOException {
		final Path zip = temporary.getRoot().toPath().resolve("files.zip");
		try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
			final Path file = Files.writeString(system.getPath("movie.raw"), "frames");
			assertNull(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
			create(file, 1000);
			final FileIdentity before = FileIdentity.of(file);
			Files.writeString(file, "more", StandardOpenOption.APPEND);
			create(file, 1000);
			assertEquals(before, FileIdentity.of(file));
			create(file, 2000);
			assertNotEquals(before, FileIdentity.of(file));
		}
	}

	private static void create(final Path file, final long seconds) throws IOException {
		Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(null, null, FileTime.fromMillis(1000 * seconds));
	}
}

package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

public class RecordingServiceTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Context context = new Context(RecordingService.class);
	private final RecordingService service = context.service(RecordingService.class);

	@After
	public void disposeContext() {
		context.dispose();
	}

	@Test
	public void anUnknownFormatIsAnsweredWithThoseKnown() {
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> service.create("punched-cards"));
		assertTrue(e.getMessage(), e.getMessage().contains("punched-cards") && e.getMessage().contains(String.join(", ", service.keys())));
	}

	@Test
	public void aFileThatNoFormatKnowsIsAnsweredWithTheFormats() throws IOException {
		final Path notes = Files.writeString(folder.newFile("notes.txt").toPath(), "Nothing to see.\n");
		final RecordingException e = assertThrows(RecordingException.class, () -> service.open(notes, OpenOptions.DEFAULT));
		assertTrue(e.getMessage(), e.getMessage().contains("notes.txt") && e.getMessage().contains(String.join(", ", service.keys())));
		assertEquals(1, e.getMessage().lines().count());
	}

	@Test
	public void aMissingFileIsSaidToBeMissing() {
		final Path absent = folder.getRoot().toPath().resolve("absent.tif");
		final RecordingException e = assertThrows(RecordingException.class, () -> service.open(absent, OpenOptions.DEFAULT));
		assertTrue(e.getMessage(), e.getMessage().contains("absent.tif") && e.getMessage().contains("no such file"));
	}

	@Test
	public void noFilesAreARefusedRequest() {
		assertThrows(IllegalArgumentException.class, () -> service.open(List.of(), OpenOptions.DEFAULT));
	}
}

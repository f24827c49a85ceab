package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.tiff.TiffMovieWriter;
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
	public void aFileIsRecognisedByItsContentsWhateverItsName() throws IOException {
		final Path file = movie("recording.dat", 3);
		try (Recording recording = service.open(file, OpenOptions.DEFAULT)) {
			assertEquals(3, recording.movie(0, 0).frames());
		}
	}

	@Test
	public void severalFilesAreOneRecordingInTheOrderGiven() throws IOException {
		try (Recording recording = service.open(List.of(movie("b.tif", 2), movie("a.tif", 5)), OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(7, movie.frames());
			final float[] frame = new float[4];
			movie.read(2, frame);
			assertEquals(5, frame[0], 0);
		}
	}

	/** A movie whose pixels have the value of its number of frames. */
	private Path movie(final String name, final int frames) throws IOException {
		final Path path = folder.getRoot().toPath().resolve(name);
		try (TiffMovieWriter writer = new TiffMovieWriter(path, 2, 2, PixelType.UINT8, Sampling.UNKNOWN)) {
			for (int t = 0; t < frames; t++) writer.write(new float[] { frames, frames, frames, frames });
		}
		return path;
	}

	@Test
	public void noFilesAreARefusedRequest() {
		assertThrows(IllegalArgumentException.class, () -> service.open(List.of(), OpenOptions.DEFAULT));
	}
}

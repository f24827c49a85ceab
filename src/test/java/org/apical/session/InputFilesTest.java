package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.RecordingException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class InputFilesTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path file(final String name, final byte[] content) throws IOException {
		return Files.write(folder.getRoot().toPath().resolve(name), content);
	}

	private static String hash(final Path path) throws IOException {
		return new InputFiles(List.of(path)).digests().get(0).sha256();
	}

	@Test
	public void equalFilesHaveEqualHashesWhateverTheirNames() throws IOException {
		assertEquals(hash(file("a", new byte[5_000_000])), hash(file("b", new byte[5_000_000])));
	}

	@Test
	public void aByteMoreOrAChangedEndShowsInTheHash() throws IOException {
		final byte[] content = new byte[3_000_000];
		final String before = hash(file("a", content));
		assertNotEquals(before, hash(file("b", new byte[3_000_001])));
		content[content.length - 1] = 1;
		assertNotEquals(before, hash(file("a", content)));
	}

	@Test
	public void aGlobStandsForTheFilesLikeIt() throws IOException {
		file("frame1.tif", new byte[10]);
		file("frame2.tif", new byte[20]);
		file("notes.txt", new byte[40]);
		final FileDigest input = new InputFiles(List.of(folder.getRoot().toPath().resolve("frame*.tif"))).digests().get(0);
		assertEquals(2, input.files());
		assertEquals(30, input.bytes());
	}

	@Test
	public void whatLiesBesideIsToldAndWatchedToo() throws IOException {
		final InputFiles inputs = new InputFiles(List.of(file("a.sbx", new byte[10])));
		inputs.add(file("a.mat", new byte[5]));
		assertEquals(2, inputs.digests().size());
		file("a.mat", new byte[6]);
		assertThrows(RecordingException.class, inputs::mustBeUnchanged);
	}

	@Test
	public void aMissingFileIsNamed() {
		final RecordingException e = assertThrows(RecordingException.class, () -> new InputFiles(List.of(Path.of("/no/such.tif"))));
		assertEquals("/no/such.tif does not exist", e.getMessage());
	}

	@Test
	public void aFileThatGrowsMeanwhileIsNoticed() throws IOException {
		final Path growing = file("a", new byte[10]);
		final InputFiles inputs = new InputFiles(List.of(growing));
		inputs.mustBeUnchanged();
		file("a", new byte[11]);
		final RecordingException e = assertThrows(RecordingException.class, inputs::mustBeUnchanged);
		assertTrue(e.getMessage(), e.getMessage().contains("changed while it was read"));
	}
}

package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apical.recording.RecordingException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ResultFolderTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path path() {
		return temporary.getRoot().toPath().resolve("results");
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(path())) {
			return files.map(f -> f.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	public void resultsAppearOnlyWhenPublished() throws IOException {
		try (ResultFolder folder = ResultFolder.open(path())) {
			Files.writeString(folder.stage("a.txt"), "new");
			assertFalse(Files.exists(path().resolve("a.txt")));
			folder.publish();
			assertEquals("new", Files.readString(path().resolve("a.txt")));
		}
		assertEquals(List.of("a.txt"), files());
	}

	@Test
	public void aRunThatFailsLeavesEarlierResultsAsTheyWere() throws IOException {
		Files.createDirectories(path());
		Files.writeString(path().resolve("a.txt"), "old");
		try (ResultFolder folder = ResultFolder.open(path())) {
			Files.writeString(folder.stage("a.txt"), "half");
		}
		assertEquals("old", Files.readString(path().resolve("a.txt")));
		assertEquals(List.of("a.txt"), files());
	}

	@Test
	public void whatAKilledRunLeftIsRemovedByTheNext() throws IOException {
		final Path dead = Files.createDirectories(path().resolve(".apical-dead"));
		Files.createFile(dead.resolve("lock"));
		Files.writeString(dead.resolve("corrected.tif"), "half");
		ResultFolder.open(path()).close();
		assertEquals(List.of(), files());
	}

	@Test
	public void aRunningRunKeepsItsFiles() throws IOException {
		try (ResultFolder first = ResultFolder.open(path()); ResultFolder second = ResultFolder.open(path())) {
			Files.writeString(first.stage("a.txt"), "first");
			first.publish();
			assertEquals("first", Files.readString(path().resolve("a.txt")));
		}
	}

	@Test
	public void aFileAsFolderIsRefusedInOneLine() throws IOException {
		final Path file = Files.writeString(path(), "I am a file");
		final RecordingException e = assertThrows(RecordingException.class, () -> ResultFolder.open(file));
		assertTrue(e.getMessage(), e.getMessage().contains("is a file; name a folder"));
	}

	@Test
	public void aFolderThatCannotBeMadeIsRefusedInOneLine() throws IOException {
		final Path file = Files.writeString(path(), "I am a file");
		final RecordingException e = assertThrows(RecordingException.class, () -> ResultFolder.open(file.resolve("below")));
		assertTrue(e.getMessage(), e.getMessage().contains("cannot be written"));
	}

	@Test
	public void anInputIsNeverOverwritten() throws IOException {
		Files.createDirectories(path());
		final Path input = Files.writeString(path().resolve("corrected.tif"), "raw data");
		final InputFiles inputs = new InputFiles(List.of(input));
		try (ResultFolder folder = ResultFolder.open(path())) {
			Files.writeString(folder.stage("corrected.tif"), "result");
			assertThrows(RecordingException.class, () -> inputs.mustNotBeIn(folder));
		}
		assertEquals("raw data", Files.readString(input));
	}
}

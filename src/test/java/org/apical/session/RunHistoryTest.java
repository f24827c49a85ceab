package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RunHistoryTest {

	private static final Map<String, Object> PARAMETERS = new HashMap<>(Map.of("limit", 2.5, "seed", 1L << 40, "model", "rigid"));

	static {
		PARAMETERS.put("template", null);
		PARAMETERS.put("fill", Double.NaN);
	}

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;
	private Path movie;

	@Before
	public void recordAMovie() throws IOException {
		folder = temporary.newFolder("results").toPath();
		movie = Files.writeString(temporary.getRoot().toPath().resolve("movie.tif"), "frames");
	}

	/** Runs a command that reads the input and leaves the files, each holding the command's name. */
	private void run(final String command, final Path input, final String... files) throws IOException {
		final RunRecord record = new RunRecord(command, PARAMETERS).inputs(new InputFiles(List.of(input)));
		try (ResultFolder results = ResultFolder.open(folder)) {
			for (final String file : files) Files.writeString(results.stage(file), command);
			results.publish(record.put("quality", List.of(1.5)));
		}
	}

	private boolean isDone(final String command, final String after) throws IOException {
		return RunHistory.of(folder).isDone(command, PARAMETERS, after);
	}

	private JsonObject json() throws IOException {
		return JsonParser.parseString(Files.readString(folder.resolve("run.json"))).getAsJsonObject();
	}

	@Test
	public void theLastCommandIsOnTopAndThoseBeforeItAreItsSteps() throws IOException {
		run("correct", movie, "corrected.tif");
		run("segment", folder.resolve("corrected.tif"), "rois.zip");
		run("correct", movie, "corrected.tif");
		final JsonObject run = json();
		assertEquals("correct", run.get("command").getAsString());
		assertEquals("corrected.tif", run.getAsJsonArray("results").get(0).getAsJsonObject().get("name").getAsString());
		assertEquals(1, run.getAsJsonArray("steps").size());
		final JsonObject step = run.getAsJsonArray("steps").get(0).getAsJsonObject();
		assertEquals("segment", step.get("command").getAsString());
		for (final String key : List.of("version", "parameters", "inputs", "quality", "results", "seconds")) assertTrue(key, step.has(key));
		assertFalse(step.has("steps"));
	}

	@Test
	public void everyParameterIsTold() throws IOException {
		run("correct", movie, "corrected.tif");
		assertEquals(PARAMETERS.keySet(), json().getAsJsonObject("parameters").keySet());
	}

	@Test
	public void aCommandRemovesItsOwnOutdatedFilesAndNoOthers() throws IOException {
		run("correct", movie, "corrected.tif", "warp.npy", "template.tif", "mean.tif");
		run("segment", movie, "rois.zip");
		Files.writeString(folder.resolve("template.tif"), "changed by hand");
		run("correct", folder.resolve("mean.tif"), "corrected.tif");
		assertFalse("no longer made", Files.exists(folder.resolve("warp.npy")));
		assertTrue("another command's", Files.exists(folder.resolve("rois.zip")));
		assertTrue("somebody's work", Files.exists(folder.resolve("template.tif")));
		assertTrue("the input", Files.exists(folder.resolve("mean.tif")));
	}

	@Test
	public void aRunThatFailsKeepsTheRecordAndTheFiles() throws IOException {
		run("correct", movie, "corrected.tif", "warp.npy");
		final String before = Files.readString(folder.resolve("run.json"));
		try (ResultFolder results = ResultFolder.open(folder)) {
			Files.writeString(results.stage("corrected.tif"), "half");
		}
		assertEquals(before, Files.readString(folder.resolve("run.json")));
		assertEquals("correct", Files.readString(folder.resolve("warp.npy")));
	}

	@Test
	public void aRecordCannotNameFilesElsewhere() throws IOException {
		run("correct", movie, "corrected.tif");
		final Path log = folder.resolve("run.json");
		final FileDigest outside = FileDigest.of("../movie.tif", List.of(movie));
		Files.writeString(log, Files.readString(log).replaceFirst("\"results\": \\[", "\"results\": [" + RunRecord.text(outside) + ","));
		run("correct", folder.resolve("corrected.tif"), "other.tif");
		assertTrue(Files.exists(movie));
	}

	@Test
	public void aStepIsDoneUntilWhatItReadsOrAnythingAboutItChanges() throws IOException {
		assertFalse(isDone("correct", null));
		run("correct", movie, "corrected.tif");
		assertTrue(isDone("correct", null));
		assertFalse(RunHistory.of(folder).isDone("correct", Map.of("limit", 3), null));
		Files.writeString(movie, "other frames");
		assertFalse(isDone("correct", null));
	}

	@Test
	public void aStepIsNotDoneWhereAResultIsMissing() throws IOException {
		run("correct", movie, "corrected.tif");
		Files.delete(folder.resolve("corrected.tif"));
		assertFalse(isDone("correct", null));
	}

	@Test
	public void aStepIsNotDoneWhereTheOneBeforeRanAgain() throws IOException {
		run("correct", movie, "corrected.tif");
		run("segment", folder.resolve("corrected.tif"), "rois.zip");
		assertTrue(isDone("segment", "correct"));
		run("correct", movie, "corrected.tif");
		assertFalse(isDone("segment", "correct"));
	}

	@Test
	public void aFileThatAStepReadsAndWritesAnewIsKnownAsItLeftIt() throws IOException {
		run("segment", movie, "rois.zip");
		run("extract", folder.resolve("rois.zip"), "rois.zip");
		assertTrue(isDone("segment", null) && isDone("extract", "segment"));
		Files.writeString(folder.resolve("rois.zip"), "edited by hand");
		assertTrue(isDone("segment", null));
		assertFalse(isDone("extract", "segment"));
	}

	@Test
	public void aDamagedOrForeignRecordCountsAsNone() throws IOException {
		for (final String text : List.of("{ damaged", "[1, 2]", "{\"program\": \"other\", \"command\": \"correct\"}", "")) {
			Files.writeString(folder.resolve("run.json"), text);
			assertFalse(isDone("correct", null));
		}
		run("correct", movie, "corrected.tif");
		assertTrue(isDone("correct", null));
	}
}

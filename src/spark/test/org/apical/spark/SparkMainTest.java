package org.apical.spark;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apical.cli.Main;
import org.apical.command.ShakyRecording;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** On Spark's two local threads: what goes to a task and back is serialized as it is between machines. */
public class SparkMainTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@Before
	public void useTwoThreads() {
		System.setProperty("spark.master", "local[2]");
		System.setProperty("spark.ui.enabled", "false");
		System.setProperty("spark.driver.host", "127.0.0.1");
		System.setProperty("spark.driver.bindAddress", "127.0.0.1");
	}

	@After
	public void forget() {
		for (final String key : List.of("master", "ui.enabled", "driver.host", "driver.bindAddress")) System.clearProperty("spark." + key);
	}

	private Path path(final String name) {
		return temporary.getRoot().toPath().resolve(name);
	}

	private static int here(final String... arguments) {
		return Main.run(context -> {}, arguments);
	}

	/** What a command says on the error stream, for its expected exit code. */
	private static String error(final int code, final String... arguments) {
		final PrintStream before = System.err;
		final ByteArrayOutputStream said = new ByteArrayOutputStream();
		try (PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8)) {
			System.setErr(err);
			assertEquals(code, SparkMain.run(arguments));
		}
		finally {
			System.setErr(before);
		}
		return said.toString(StandardCharsets.UTF_8);
	}

	@Test
	public void aRecordingCorrectedBySparkHasTheSameBytes() throws IOException {
		final String input = ShakyRecording.write(path("shaky.tif"), 1700).toString();
		assertEquals(0, here("correct", input, "-o", path("here").toString(), "--max-shift", "8"));
		assertEquals(0, SparkMain.run("correct", input, "-o", path("there").toString(), "--max-shift", "8"));
		try (Stream<Path> files = Files.list(path("here"))) {
			for (final Path file : files.filter(f -> !f.endsWith("run.json")).toList()) assertArrayEquals(file.toString(), Files.readAllBytes(file),
				Files.readAllBytes(path("there").resolve(file.getFileName())));
		}
		try (Stream<Path> here = Files.list(path("here")); Stream<Path> there = Files.list(path("there"))) {
			assertEquals(here.count(), there.count());
		}
	}

	@Test
	public void aBatchOnSparkEndsLikeOneHere() throws IOException {
		assertEquals(0, here("simulate", "-o", path("good").toString(), "--scene", "two-plane", "--width", "96", "--height", "96", "--frames", "150",
			"--photons", "20"));
		Files.writeString(path("broken.tif"), "no movie");
		final String table = Files.writeString(path("experiment.csv"), "recording,day\ngood/movie.tif,1\nbroken.tif,2\n").toString();
		assertEquals(1, here("batch", table, "-o", path("here").toString(), "--planes", "2", "--model", "rigid"));
		final String error = error(1, "batch", table, "-o", path("there").toString(), "--planes", "2", "--model", "rigid");
		assertTrue(error, error.contains("apical batch: 1 of 2 recordings failed"));
		assertArrayEquals(Files.readAllBytes(path("here/day1/dff.npy")), Files.readAllBytes(path("there/day1/dff.npy")));
		assertEquals(withoutTimes("here"), withoutTimes("there"));
	}

	private List<String> withoutTimes(final String folder) throws IOException {
		return Files.readAllLines(path(folder).resolve("batch.csv")).stream().map(l -> l.replaceFirst(",(done|failed),[0-9.]+,", ",$1,")).toList();
	}

	@Test
	public void mistakesAreSaidInOneLineBeforeSparkIsStarted() {
		System.setProperty("spark.master", "no such thing");
		assertEquals("apical correct: " + path("missing.tif") + " does not exist", error(1, "correct", path("missing.tif").toString(), "-o", path(
			"out").toString()).strip());
		assertTrue(error(2, "correct", "movie.tif", "-o", "out", "--max-shft", "3").contains("did you mean --max-shift?"));
	}

	@Test
	public void aMasterThatIsNoneIsSaidInOneLine() throws IOException {
		System.setProperty("spark.master", "no such thing");
		final String error = error(1, "correct", ShakyRecording.write(path("shaky.tif"), 20).toString(), "-o", path("out").toString());
		assertTrue(error, error.lines().anyMatch(l -> l.startsWith("apical correct: Spark cannot be started (Could not parse Master URL")));
	}
}

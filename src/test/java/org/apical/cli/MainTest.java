package org.apical.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.command.ShakyRecording;
import org.junit.AfterClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

public class MainTest {

	private static final Context CONTEXT = new Context();

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private int run(final String... arguments) {
		out.reset();
		err.reset();
		return new Main(CONTEXT, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)).run(
			arguments);
	}

	private String output() {
		return out.toString(StandardCharsets.UTF_8);
	}

	private String error() {
		return err.toString(StandardCharsets.UTF_8);
	}

	private String path(final String name) {
		return temporary.getRoot().toPath().resolve(name).toString();
	}

	@Test
	public void correctWritesItsResultsAndNamesThemInTheLastLine() throws IOException {
		ShakyRecording.write(Path.of(path("shaky.tif")), 10);
		assertEquals(0, run("correct", path("shaky.tif"), "-o", path("out"), "--model", "rigid", "--max-shift", "8", "--rate", "15",
			"--pixel-size=0.5", "--threads", "1"));
		assertEquals("", error());
		final String[] lines = output().trim().split("\n");
		assertTrue(output(), lines[lines.length - 1].contains(path("out")) && lines[lines.length - 1].contains("open corrected.tif"));
		assertTrue(Files.readAllLines(Path.of(path("out/shifts.csv"))).get(2).startsWith("1,0.066667,"));
	}

	@Test
	public void everyCommandHasHelpWithDefaultsAndAVersion() {
		for (final String command : new String[] { "correct", "simulate", "demo" }) {
			assertEquals(0, run(command, "--help"));
			assertTrue(output(), output().startsWith("Usage: apical " + command) && output().contains("--debug"));
			assertEquals(0, run(command, "--version"));
			assertTrue(output(), output().startsWith("Apical "));
		}
		run("correct", "--help");
		assertTrue(output(), output().contains("Default: 40.") && output().contains("--model=lines|rigid|blocks"));
	}

	@Test
	public void aMistypedCommandOrOptionIsAnsweredWithTheNearest() {
		assertEquals(2, run("corect"));
		assertTrue(error(), error().contains("did you mean correct?"));
		assertEquals(2, run("correct", "--max-shif", "3"));
		assertTrue(error(), error().contains("did you mean --max-shift?"));
	}

	@Test
	public void badUsageIsOneLineAndExitCodeTwo() {
		final String[][] wrong = { { "correct", path("a.tif") }, { "correct", "-o", path("out") }, { "correct", path("a.tif"), "-o", path(
			"out"), "--max-shift", "much" }, { "correct", path("a.tif"), "-o", path("out"), "--max-shift", "0" }, { "correct", path("a.tif"),
				"-o", path("out"), "--model", "elastic" } };
		for (final String[] arguments : wrong) {
			assertEquals(String.join(" ", arguments), 2, run(arguments));
			assertEquals(error(), 1, error().trim().split("\n").length);
		}
	}

	@Test
	public void aRawShapeThatIsNoneIsRefusedWithAnExample() throws IOException {
		Files.write(Path.of(path("a.bin")), new byte[512]);
		assertEquals(2, run("correct", path("a.bin"), "-o", path("out"), "--raw", "16by16"));
		assertTrue(error(), error().contains("--raw must be WIDTHxHEIGHT:TYPE"));
	}

	@Test
	public void aFailureIsOneLineWithTheFileAndExitCodeOne() {
		assertEquals(1, run("correct", path("missing.tif"), "-o", path("out")));
		assertEquals("apical correct: " + path("missing.tif") + " does not exist", error().trim());
		assertFalse(Files.exists(Path.of(path("out"))));
	}

	@Test
	public void theTraceComesOnlyWithDebug() {
		run("correct", path("missing.tif"), "-o", path("out"), "--debug");
		assertTrue(error(), error().contains("\tat org.apical."));
	}

	@Test
	public void withoutACommandTheCommandsAreListed() {
		assertEquals(2, run());
		assertTrue(output(), output().contains("correct") && output().contains("simulate"));
	}

	@Test
	public void demoGoesFromTheMoviesToTheReportAndWithoutTheSampleToo() throws IOException {
		assertEquals(0, run("demo", "--sample", path("none.tif"), "--output", path("demo")));
		assertTrue(Files.exists(Path.of(path("demo/corrected.tif"))));
		assertTrue(Files.readString(Path.of(path("demo/mouse1/day1/report.html"))).contains("class=\"answer\""));
		assertTrue(output(), output().trim().endsWith("open report.html in a browser."));
	}

	@Test
	public void simulateTellsTheBound() {
		assertEquals(0, run("simulate", "-o", path("sim"), "--width", "64", "--height", "48", "--frames", "5"));
		assertTrue(output(), output().contains("Cramér-Rao"));
		assertTrue(Files.exists(Path.of(path("sim/truth.csv"))));
	}
}

package org.apical.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apical.cli.Main;
import org.apical.session.BatchEntry;
import org.apical.session.BatchPlan;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

public class BatchTest {

	private static final Context CONTEXT = new Context();

	@ClassRule
	public static final TemporaryFolder SIMULATED = new TemporaryFolder();

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private static Module module(final Class<? extends ApicalCommand> command, final Object... inputs) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(command));
		for (int i = 0; i < inputs.length; i += 2) module.setInput((String) inputs[i], inputs[i + 1]);
		return module;
	}

	private static String run(final Class<? extends ApicalCommand> command, final Object... inputs) {
		final Module module = module(command, inputs);
		module.run();
		return (String) module.getOutput("summary");
	}

	@BeforeClass
	public static void simulate() throws IOException {
		for (int day = 1; day <= 2; day++) run(Simulate.class, "output", SIMULATED.newFolder("m1-" + day), "scene", "two-plane", "width", 96,
			"height", 96, "frames", 150, "seed", (long) day, "photons", 20.0);
		Files.writeString(SIMULATED.newFolder("broken").toPath().resolve("movie.tif"), "no movie");
	}

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private Path out() {
		return temporary.getRoot().toPath().resolve("out");
	}

	private File table(final String... lines) throws IOException {
		final Path file = SIMULATED.getRoot().toPath().resolve("experiment.csv");
		Files.write(file, List.of(lines));
		return file.toFile();
	}

	private List<String> summary() throws IOException {
		return Files.readAllLines(out().resolve("batch.csv"));
	}

	@Test
	public void oneBrokenRecordingFailsAndTheOthersAreDone() throws IOException {
		final File table = table("recording,animal,day,interpolation,#who", "m1-1/movie.tif,m1,1,,Ann", "broken/movie.tif,m1,2,,Bob",
			"m1-2/movie.tif,m1,3,linear,");
		final UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> run(Batch.class, "input", new File[] { table }, "output",
			out().toFile(), "planes", 2, "model", "rigid", "jobs", 2));
		assertTrue(e.getMessage(), e.getMessage().startsWith("1 of 3 recordings failed"));
		assertTrue(summary().get(1).contains("m1/day1,done"));
		assertTrue(summary().get(2), summary().get(2).contains("m1/day2,failed"));
		assertTrue("says which file", summary().get(2).contains("movie.tif"));
		assertTrue(summary().get(3).contains("m1/day3,done"));
		assertTrue(Files.exists(out().resolve("m1/day1/dff.npy")));
		assertTrue("the line's own option", Files.readString(out().resolve("m1/day3/run.json")).contains("\"interpolation\": \"linear\""));
		assertTrue("the batch's", Files.readString(out().resolve("m1/day3/run.json")).contains("\"model\": \"rigid\""));
	}

	@Test
	public void aKilledBatchGoesOnWhereItWas() throws Exception {
		final File table = table("recording,animal,session", "m1-1/movie.tif,m1,first", "m1-2/movie.tif,m1,second");
		final Path firstResult = out().resolve("m1/first/events.csv");
		final Process killed = start(table, "1");
		while (!Files.exists(firstResult)) assertFalse("It ended before it could be killed", killed.waitFor(20, TimeUnit.MILLISECONDS));
		killed.destroyForcibly().waitFor();
		assertFalse("It was killed in the middle", Files.exists(out().resolve("m1/second/events.csv")));
		final FileTime made = Files.getLastModifiedTime(firstResult), corrected = Files.getLastModifiedTime(out().resolve(
			"m1/first/corrected-p1-c1.tif"));

		final Process again = start(table, "2");
		assertEquals(0, again.waitFor());
		assertEquals(made, Files.getLastModifiedTime(firstResult));
		assertEquals(corrected, Files.getLastModifiedTime(out().resolve("m1/first/corrected-p1-c1.tif")));
		assertTrue(Files.exists(out().resolve("m1/second/events.csv")));
		assertEquals(3, summary().size());
		try (var files = Files.walk(out())) {
			assertEquals("Nothing half-made is left", List.of(), files.filter(f -> f.getFileName().toString().startsWith(".apical")).toList());
		}
	}

	/** The program by itself, so that it can be killed. */
	private Process start(final File table, final String jobs) throws IOException {
		final String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx600m", "-cp", classes, Main.class
			.getName(), "batch", table.toString(), "-o", out().toString(), "--planes", "2", "--model", "rigid", "--jobs", jobs).inheritIO().start();
	}

	@Test
	public void aPatternNamesRecordingsAndTheirFoldersKeepThemApart() throws IOException {
		final List<BatchEntry> plan = BatchPlan.read(List.of(SIMULATED.getRoot().toPath().resolve("m1-*/movie.tif")));
		assertEquals(List.of(Path.of("m1-1/movie"), Path.of("m1-2/movie")), plan.stream().map(BatchEntry::folder).toList());
	}

	@Test
	public void aMistypedOptionIsSaidBeforeAnythingIsRun() throws IOException {
		assertTrue(failure(table("recording,max_shft", "m1-1/movie.tif,3")).contains("line 2, column 'max_shft' is no option of run"));
		assertTrue(failure(table("recording,max_shift", "m1-1/movie.tif,far")).contains("'max_shift' must be a number, not 'far'"));
		assertTrue(failure(table("recording,day", "m1-1/movie.tif,1", "m1-2/movie.tif,1")).contains("line 3: its results would go to"));
		assertFalse(Files.exists(out().resolve("batch.csv")));
	}

	private String failure(final File table) {
		return assertThrows(UncheckedIOException.class, () -> run(Batch.class, "input", new File[] { table }, "output", out().toFile()))
			.getMessage();
	}

	@Test
	public void cancellingEndsTheBatchAndLeavesNoHalfResult() throws Exception {
		final Module batch = module(Batch.class, "input", new File[] { table("recording,output", "m1-1/movie.tif,one",
			"m1-2/movie.tif,two") }, "output", out().toFile(), "planes", 2, "model", "rigid");
		final Thread thread = new Thread(batch, "batch");
		thread.start();
		while (!Files.exists(out().resolve("one"))) Thread.sleep(5);
		((Cancelable) batch).cancel("enough");
		thread.join(60_000);
		assertFalse(thread.isAlive());
		assertTrue(((Cancelable) batch).isCanceled());
		assertEquals("enough; 0 of 2 recordings are done, in " + out() + ", and what was done of others is kept; run the same again to go on",
			((Cancelable) batch).getCancelReason());
		assertFalse(Files.exists(out().resolve("two/shifts-p1.csv")));
	}
}

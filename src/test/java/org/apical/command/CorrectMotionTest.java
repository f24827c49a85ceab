package org.apical.command;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apical.recording.Movie;
import org.apical.recording.NpyFile;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingService;
import org.apical.session.ShiftsTable;
import org.junit.AfterClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

public class CorrectMotionTest {

	private static final int FRAMES = 12;
	private static final Context CONTEXT = new Context();

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private Path path(final String name) {
		return temporary.getRoot().toPath().resolve(name);
	}

	private static Module module(final Object... inputs) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(
			CorrectMotion.class));
		for (int i = 0; i < inputs.length; i += 2) module.setInput((String) inputs[i], inputs[i + 1]);
		return module;
	}

	private Module correct(final Path input, final Path output, final Object... more) {
		final Module module = module(more);
		module.setInput("input", new File[] { input.toFile() });
		module.setInput("output", output.toFile());
		module.run();
		return module;
	}

	private static Set<String> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static JsonObject json(final Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}

	@Test
	public void theResultFolderHoldsWhatTheDesignPromises() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		final Module done = correct(input, path("out"), "model", "rigid", "max_shift", 10.0);
		assertEquals(new TreeSet<>(Set.of("corrected.tif", "shifts.csv", "template.tif", "mean.tif", "run.json", "motion.png",
			"motion.svg")), files(path("out")));
		final List<ShiftsTable.Row> shifts = ShiftsTable.read(path("out/shifts.csv"));
		assertEquals(FRAMES, shifts.size());
		assertEquals(3 / 30.0, shifts.get(3).timeSeconds(), 1e-6);
		try (Recording corrected = CONTEXT.service(RecordingService.class).open(path("out/corrected.tif"), OpenOptions.DEFAULT)) {
			final Movie movie = corrected.movie(0, 0);
			assertEquals(FRAMES, movie.frames());
			assertEquals(64, movie.width());
			assertEquals(48, movie.height());
			assertEquals(30, movie.sampling().rateHz(), 1e-3);
			assertEquals(1, movie.sampling().pixelWidthUm(), 1e-6);
		}
		final JsonObject run = json(path("out/run.json"));
		assertEquals("correct", run.get("command").getAsString());
		assertEquals(10, run.getAsJsonObject("parameters").get("max_shift").getAsDouble(), 0);
		assertEquals(64, run.getAsJsonArray("inputs").get(0).getAsJsonObject().get("sha256").getAsString().length());
		assertTrue(((String) done.getOutput("summary")).contains(path("out").toString()));
	}

	@Test
	public void linesLeaveTheDisplacementOfEachRow() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("out"), "model", "lines");
		assertEquals("[12, 48, 2]", Arrays.toString(NpyFile.open(path("out/warp.npy")).shape()));
	}

	@Test
	public void shiftsAreThoseOfTheContent() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), 30);
		correct(input, path("out"), "model", "rigid");
		final List<ShiftsTable.Row> shifts = ShiftsTable.read(path("out/shifts.csv"));
		final double[] y = shifts.stream().mapToDouble(r -> r.motion().shift().dy()).toArray();
		final double[] truth = new double[y.length];
		for (int t = 0; t < y.length; t++) truth[t] = ShakyRecording.movie(30).truth(t).dy();
		assertTrue(new PearsonsCorrelation().correlation(y, truth) > 0.95);
	}

	@Test
	public void aSecondRunReplacesTheFirstsResults() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("out"), "model", "rigid", "max_shift", 10.0);
		correct(input, path("out"), "model", "rigid", "max_shift", 12.0);
		assertEquals(12, json(path("out/run.json")).getAsJsonObject("parameters").get("max_shift").getAsDouble(), 0);
	}

	@Test
	public void filesOfAnEarlierRunThatThisOneDoesNotMakeAreRemoved() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("out"), "model", "lines", "planes", 2);
		assertTrue(files(path("out")).containsAll(Set.of("corrected-p2-c1.tif", "warp-p1.npy")));
		Files.writeString(path("out/notes.txt"), "mine");
		correct(input, path("out"), "model", "rigid");
		assertEquals(new TreeSet<>(Set.of("corrected.tif", "shifts.csv", "template.tif", "mean.tif", "run.json", "motion.png", "motion.svg",
			"notes.txt")), files(path("out")));
	}

	@Test
	public void anEarlierResultThatIsNowTheInputStays() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("out"), "model", "rigid", "planes", 2);
		final Path again = path("out/corrected-p1-c1.tif");
		final byte[] before = Files.readAllBytes(again);
		correct(again, path("out"), "model", "rigid");
		assertArrayEquals(before, Files.readAllBytes(again));
		assertFalse("its plane's sister is out of date", Files.exists(path("out/corrected-p2-c1.tif")));
	}

	@Test
	public void interleavedChannelsAreCorrectedTogether() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("out"), "model", "rigid", "channels", 2, "channel", 2);
		assertTrue(files(path("out")).containsAll(Set.of("corrected-p1-c1.tif", "corrected-p1-c2.tif", "shifts.csv")));
		assertEquals(FRAMES / 2, ShiftsTable.read(path("out/shifts.csv")).size());
	}

	@Test
	public void planesAreCorrectedEachOnItsOwn() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("out"), "model", "rigid", "planes", 2);
		assertTrue(files(path("out")).containsAll(Set.of("corrected-p1-c1.tif", "corrected-p2-c1.tif", "shifts-p1.csv", "shifts-p2.csv",
			"template-p1.tif", "mean-p2.tif")));
		assertEquals(2, json(path("out/run.json")).getAsJsonArray("quality").size());
	}

	@Test
	public void aGivenTemplateIsWhatFramesAreAlignedTo() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		correct(input, path("first"), "model", "rigid");
		correct(input, path("second"), "model", "rigid", "template", path("first/template.tif").toFile());
		assertEquals(2, json(path("second/run.json")).getAsJsonArray("inputs").size());
	}

	@Test
	public void aChannelThatIsNotThereIsNamed() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), FRAMES);
		final Exception e = assertThrows(UncheckedIOException.class, () -> correct(input, path("out"), "channel", 3));
		assertTrue(e.getMessage(), e.getMessage().contains("there is no channel 3"));
		assertEquals(Set.of(), files(path("out")));
	}

	@Test
	public void anInputInTheResultFolderIsNeverOverwritten() throws IOException {
		Files.createDirectories(path("out"));
		final Path input = ShakyRecording.write(path("out/corrected.tif"), FRAMES);
		final byte[] before = Files.readAllBytes(input);
		final Exception e = assertThrows(UncheckedIOException.class, () -> correct(input, path("out"), "model", "rigid"));
		assertTrue(e.getMessage(), e.getMessage().contains("would overwrite the input"));
		assertArrayEquals(before, Files.readAllBytes(input));
	}

	@Test
	public void aCancelledRunLeavesNothing() throws Exception {
		final Path input = ShakyRecording.write(path("shaky.tif"), 2000);
		final Module module = module("input", new File[] { input.toFile() }, "output", path("out").toFile(), "model", "rigid");
		final Thread run = new Thread(module, "correct");
		run.start();
		// made at the start, long before the template
		while (!Files.exists(path("out"))) Thread.sleep(1);
		((Cancelable) module).cancel("enough");
		run.join();
		assertTrue(((Cancelable) module).isCanceled());
		assertEquals(Set.of(), files(path("out")));
	}

	@Test
	public void valuesOutsideTheirLimitsAreRefusedBeforeAnythingIsTouched() {
		final ParameterException e = assertThrows(ParameterException.class, () -> correct(path("any.tif"), path("out"), "max_shift", 0.0));
		assertEquals("max_shift", e.parameter());
		assertEquals("must be 1 or more, not 0", e.getMessage());
		assertFalse(Files.exists(path("out")));
	}
}

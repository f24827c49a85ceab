package org.apical.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.recording.Progress;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

public class RunTest {

	private static final Context CONTEXT = new Context();

	@ClassRule
	public static final TemporaryFolder SIMULATED = new TemporaryFolder();

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private Path results() {
		return temporary.getRoot().toPath().resolve("results");
	}

	private static String run(final Class<? extends ApicalCommand> command, final Object... inputs) {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(command));
		for (int i = 0; i < inputs.length; i += 2) module.setInput((String) inputs[i], inputs[i + 1]);
		module.run();
		return (String) module.getOutput("summary");
	}

	@BeforeClass
	public static void simulate() {
		run(Simulate.class, "output", SIMULATED.getRoot(), "scene", "two-plane", "width", 96, "height", 96, "frames", 150, "photons", 20.0);
	}

	/** @return the steps that were not repeated */
	private List<String> run(final Object... more) {
		final List<Object> inputs = new ArrayList<>(List.of("input", new File[] { new File(SIMULATED.getRoot(), "movie.tif") }, "output",
			results().toFile(), "planes", 2));
		inputs.addAll(List.of(more));
		return run(Run.class, inputs.toArray()).lines().filter(l -> l.contains("already done")).map(l -> l.split(":")[0]).toList();
	}

	/** What the preview of the same says. */
	private String preview(final Object... more) throws IOException {
		final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(Run.class));
		module.setInput("input", new File[] { new File(SIMULATED.getRoot(), "movie.tif") });
		module.setInput("output", results().toFile());
		module.setInput("planes", 2);
		for (int i = 0; i < more.length; i += 2) module.setInput((String) more[i], more[i + 1]);
		return ((Previewed) module.getDelegateObject()).preview(Progress.NONE).text();
	}

	/** The parameters that each step was run with, as recorded. */
	private Map<String, JsonObject> parameters() throws IOException {
		final JsonObject last = JsonParser.parseString(Files.readString(results().resolve("run.json"))).getAsJsonObject();
		final Map<String, JsonObject> parameters = new HashMap<>(Map.of(last.get("command").getAsString(), last.getAsJsonObject("parameters")));
		for (final JsonElement step : last.getAsJsonArray("steps"))
			parameters.put(step.getAsJsonObject().get("command").getAsString(), step.getAsJsonObject().getAsJsonObject("parameters"));
		return parameters;
	}

	@Test
	public void eachStepIsGivenTheOptionsItKnows() throws IOException {
		run("model", "rigid", "interpolation", "linear", "fill", 7.0, "rate", 12.0, "silent_somas", true, "baseline",
			"maximin");
		final JsonObject correct = parameters().get("correct");
		assertEquals("linear", correct.get("interpolation").getAsString());
		assertEquals(7, correct.get("fill").getAsDouble(), 0);
		assertEquals(2, correct.get("planes").getAsInt());
		final JsonObject segment = parameters().get("segment");
		assertTrue(segment.get("silent_somas").getAsBoolean());
		assertEquals(12, segment.get("rate").getAsDouble(), 0);
		assertEquals("the planes are apart by now", 0, segment.get("planes").getAsInt());
		assertEquals("maximin", parameters().get("extract").get("baseline").getAsString());
	}

	@Test
	public void stepsThatAreDoneAreNotRepeatedAndThoseAfterAChangeAre() throws IOException {
		assertTrue(preview("model", "rigid"), preview("model", "rigid").contains("shifts up to"));
		assertEquals(List.of(), run("model", "rigid"));
		assertTrue(preview("model", "rigid"), preview("model", "rigid").contains("somas (green)"));
		assertTrue("another motion is to be corrected", preview("model", "rigid", "max_shift", 9.0).contains("shifts up to"));
		assertEquals(List.of("correct", "segment", "extract"), run("model", "rigid"));
		assertEquals(List.of("correct", "segment"), run("model", "rigid", "baseline", "constant"));
		assertEquals(List.of("correct"), run("model", "rigid", "baseline", "constant", "silent_somas", true));
		assertEquals(List.of(), run("model", "rigid", "baseline", "constant", "silent_somas", true, "fill", 7.0));
	}

	@Test
	public void ofARecordingTooShortToSegmentTheCorrectionIsKeptAndTheErrorSaysSo() throws IOException {
		final File few = temporary.newFolder("few");
		run(Simulate.class, "output", few, "width", 64, "height", 64, "frames", 20, "photons", 20.0);
		final UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> run("input", new File[] { new File(few, "movie.tif") },
			"planes", 1));
		assertTrue(e.getMessage(), e.getMessage().contains("at least 32 good frames; the movie has 20"));
		assertTrue(e.getMessage(), e.getMessage().endsWith("what was done up to 'correct' is kept in " + results()));
		assertTrue(Files.exists(results().resolve("corrected.tif")));
	}
}

package org.apical.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apical.session.ShiftsTable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.python.core.PyException;
import org.python.util.PythonInterpreter;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The scripts in {@code scripts/} in Jython; Fiji fills in what their {@code #@} lines ask for, here the test does. */
public class JythonScriptTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private File file(final String name) {
		return new File(temporary.getRoot(), name);
	}

	/** Runs a script; what it printed. */
	private static String run(final String script, final Map<String, ?> inputs) throws IOException {
		final StringWriter printed = new StringWriter();
		try (Context context = new Context(); PythonInterpreter python = new PythonInterpreter();
				InputStream text = Files.newInputStream(Path.of("scripts", script)))
		{
			python.setOut(printed);
			python.set("command", context.service(CommandService.class));
			inputs.forEach(python::set);
			python.execfile(text);
		}
		return printed.toString();
	}

	@Test
	public void aFileIsCorrected() throws IOException {
		final Path shaky = ShakyRecording.write(file("shaky.tif").toPath(), 10);
		final String printed = run("correct_motion.py", Map.of("input", shaky.toFile(), "output", file("out"), "model", "rigid"));
		assertEquals(10, ShiftsTable.read(file("out/shifts.csv").toPath()).size());
		assertTrue(printed, printed.startsWith("Corrected 10 frames (rigid)"));
	}

	@Test
	public void eachRecordingOfAFolderIsCorrected() throws IOException {
		final File folder = temporary.newFolder("recordings");
		for (final String name : List.of("a.tif", "b.tif")) ShakyRecording.write(folder.toPath().resolve(name), 5);
		Files.writeString(folder.toPath().resolve("notes.txt"), "left alone");
		run("correct_folder.py", Map.of("folder", folder, "ending", ".tif", "output", file("out"), "model", "rigid"));
		assertEquals(List.of("a", "b"), List.of(file("out").list()).stream().sorted().toList());
		assertTrue(file("out/b/corrected.tif").exists());
	}

	@Test
	public void theWholePipelineRunsAndItsResultsAreSegmentedAgain() throws IOException {
		final String printed = run("whole_pipeline.py", Map.of("input", new File("sample-data/movie.tif"), "output", file("first"), "planes", 1,
			"soma_plane", 0, "dendrite_plane", 0));
		assertTrue(printed, printed.contains("Read "));
		run("segment_again.py", Map.of("results", file("first"), "output", file("second"), "sensitivity", 2.0, "min_snr", 4.0));
		assertTrue("more are found", lines("second/rois.csv").size() >= lines("first/rois.csv").size());
		assertTrue(file("second/dff.npy").exists());
	}

	private List<String> lines(final String name) throws IOException {
		return Files.readAllLines(file(name).toPath());
	}

	@Test
	public void populationsAreChosenByRule() throws IOException {
		Files.writeString(file("rois.csv").toPath(), "label,kind,neuron,snr\n1,soma,1,20\n2,soma,2,20\n3,soma,3,5\n4,soma,,20\n5,soma,5,20\n" +
			"11,trunk,1,9\n12,dendrite,2,9\n13,trunk,3,9\n15,trunk,5,9\n");
		Files.writeString(file("events.csv").toPath(), "label,magnitude\n1,1\n1,1\n2,1\n2,1\n5,1\n3,1\n4,1\n");
		final String printed = run("choose_populations.py", Map.of("results", temporary.getRoot(), "size", 1, "min_snr", 10.0, "seed", 1));
		assertTrue(printed, printed.matches("plus: \\[[12]\\]\\Rminus: \\[[12]\\]\\R"));
		final List<String> table = lines("populations.csv");
		assertEquals(List.of("label,population", "5,P0"), List.of(table.get(0), table.get(3)));
		assertEquals(List.of("P+", "P-"), List.of(table.get(1).substring(2), table.get(2).substring(2)).stream().sorted().toList());
		final PyException e = assertThrows(PyException.class, () -> run("choose_populations.py", Map.of("results", temporary.getRoot(), "size",
			2, "min_snr", 10.0, "seed", 1)));
		assertTrue(e.toString(), e.toString().contains("3 somas fit the rule, 4 are needed"));
	}

	@Test
	public void anExperimentIsReported() throws Exception {
		try (Context context = new Context()) {
			context.service(CommandService.class).run(Simulate.class, true, "output", temporary.getRoot(), "experiment", true, "animals", 2, "days",
				1, "session_length", 6000, "per_population", 3, "others", 4, "events", 8.0).get();
		}
		final String printed = run("report_experiment.py", Map.of("experiment", temporary.getRoot(), "output", file("group"), "permutations", 0));
		assertTrue(printed, printed.contains("2 animals: signed separation"));
		assertTrue(file("mouse2/day1/report.html").exists());
		assertTrue(file("group/report.html").exists());
	}
}

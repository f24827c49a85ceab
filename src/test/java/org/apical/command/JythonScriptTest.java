package org.apical.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.session.ShiftsTable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.python.util.PythonInterpreter;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** {@code scripts/correct_motion.py} in Jython; Fiji fills in what its {@code #@} lines ask for, here the test does. */
public class JythonScriptTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@Test
	public void theScriptCorrectsAFile() throws Exception {
		final Path root = temporary.getRoot().toPath();
		final StringWriter printed = new StringWriter();
		try (Context context = new Context(); PythonInterpreter python = new PythonInterpreter()) {
			python.setOut(printed);
			python.set("command", context.service(CommandService.class));
			python.set("input", ShakyRecording.write(root.resolve("shaky.tif"), 10).toFile());
			python.set("output", root.resolve("out").toFile());
			python.set("model", "rigid");
			python.execfile(Files.newInputStream(Path.of("scripts", "correct_motion.py")));
		}
		assertEquals(10, ShiftsTable.read(root.resolve("out/shifts.csv")).size());
		assertTrue(printed.toString(), printed.toString().startsWith("Corrected 10 frames (rigid)"));
	}
}

package org.apical.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

/** The commands of the analysis as a user types them. */
public class AnalyzeTest {

	private static final Context CONTEXT = new Context();

	@ClassRule
	public static final TemporaryFolder SIMULATED = new TemporaryFolder();

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
	private Path day;

	@BeforeClass
	public static void simulate() {
		assertEquals(0, new Main(CONTEXT, System.out, System.err).run("simulate", "--experiment", "--animals", "1", "--days", "1",
			"--session-length", "6000", "--per-population", "3", "--others", "4", "--events", "8", "--separation", "1", "-o", SIMULATED
				.getRoot().toString()));
	}

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	@Before
	public void copy() throws IOException {
		day = temporary.newFolder("mouse1", "day1").toPath();
		try (Stream<Path> files = Files.list(SIMULATED.getRoot().toPath().resolve("mouse1/day1"))) {
			for (final Path file : files.filter(Files::isRegularFile).toList()) Files.copy(file, day.resolve(file.getFileName()));
		}
	}

	private int run(final String... arguments) {
		out.reset();
		err.reset();
		return new Main(CONTEXT, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)).run(
			arguments);
	}

	private void analyse() {
		assertEquals(err.toString(StandardCharsets.UTF_8), 0, run("analyze", day.toString(), "--permutations", "20"));
	}

	private void change(final String name, final UnaryOperator<String> edit) throws IOException {
		Files.writeString(day.resolve(name), edit.apply(Files.readString(day.resolve(name))));
	}

	private void fails(final String expected, final String... more) {
		final String[] command = Stream.concat(Stream.of("analyze", day.toString()), Stream.of(more)).toArray(String[]::new);
		assertEquals(1, run(command));
		final String error = err.toString(StandardCharsets.UTF_8).trim();
		assertTrue(error, error.contains(expected) && error.lines().count() == 1);
	}

	@Test
	public void analyzeLeavesItsTablesAndAReportAndSaysWhere() throws IOException {
		analyse();
		for (final String name : new String[] { "residuals.csv", "event_residuals.csv", "neurons.csv", "controls.csv", "session_tests.csv",
			"report.html" }) assertTrue(name, Files.size(day.resolve(name)) > 100);
		assertTrue(out.toString(StandardCharsets.UTF_8).trim().endsWith("open report.html."));
		assertEquals("animal,session,day,neuron,population,epoch,n_events,sd_residual_z", Files.readAllLines(day.resolve("residuals.csv"))
			.get(0));
		assertTrue(Files.readString(day.resolve("run.json")).contains("\"seed\": 1"));
	}

	@Test
	public void theSameSeedGivesTheSameBytesWhateverTheThreads() throws IOException {
		assertEquals(0, run("analyze", day.toString(), "-o", temporary.getRoot() + "/one", "--permutations", "20", "--threads", "1"));
		assertEquals(0, run("analyze", day.toString(), "-o", temporary.getRoot() + "/two", "--permutations", "20", "--threads", "2"));
		for (final String name : new String[] { "residuals.csv", "neurons.csv", "controls.csv", "session_tests.csv", "figures/epochs.svg" })
			assertEquals(name, -1, Files.mismatch(temporary.getRoot().toPath().resolve("one").resolve(name), temporary.getRoot().toPath()
				.resolve("two").resolve(name)));
	}

	@Test
	public void inputsThatCannotBeUsedAreOneLineAndExitCodeOne() throws IOException {
		change("frames.csv", text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
		fails("frames.csv: has 5999 frames of plane 1, the traces of");
		change("frames.csv", text -> text.replace("angle_deg", "angle"));
		fails("frames.csv: no column 'angle_deg'");
		change("events.csv", text -> text.replaceFirst("\n(\\d+,\\d+,soma,-?\\d+,\\d+),[^\n]*", "\n$1,0,0,0,NaN,"));
		fails("column 'magnitude': expected a number, found 'NaN'", "--frames", SIMULATED.getRoot() + "/mouse1/day1/frames.csv");
		assertEquals(1, run("analyze", temporary.getRoot() + "/nowhere"));
		assertEquals(1, err.toString(StandardCharsets.UTF_8).trim().lines().count());
		assertEquals(2, run("analyze", day.toString(), "--without", "luck"));
		assertEquals(1, err.toString(StandardCharsets.UTF_8).trim().lines().count());
	}

	@Test
	public void whatTheDataDoNotAllowIsAGapInTheReportAndNoNumber() throws IOException {
		change("populations.csv", text -> text.replace("P-", "P0"));
		change("trials.csv", text -> text.replace("miss", "aborted"));
		// three events are left of neuron 1
		change("events.csv", text -> {
			final StringBuilder kept = new StringBuilder();
			int first = 0;
			for (final String line : text.lines().toList()) if (!line.startsWith("1,1,") || first++ < 3) kept.append(line).append('\n');
			return kept.toString();
		});
		analyse();
		final String report = Files.readString(day.resolve("report.html"));
		assertTrue(report.contains("<li>residuals, neuron 1: 3 coincident events, at least 10 needed</li>"));
		assertTrue(report.contains("<li>vector test: no P"));
		assertTrue(report.contains("<li>reward: after a hit against time-out: the session has no window of reward_miss</li>"));
		assertTrue(report.contains("cannot say whether the signals are signed"));
		final String role = Files.readAllLines(day.resolve("controls.csv")).stream().filter(l -> l.startsWith("role shuffle")).findFirst()
			.orElse("");
		assertTrue(role, role.isEmpty() || role.contains(",,"));
	}

	@Test
	public void groupReadsWhatAnalyzeWrote() throws IOException {
		analyse();
		final Path group = temporary.getRoot().toPath().resolve("group");
		assertEquals(0, run("group", day.toString(), "-o", group.toString(), "--rules", "0"));
		final String json = Files.readString(group.resolve("group.json"));
		for (final String key : "n_animals mean_signed_separation n_positive paired_t paired_t_p sign_flip_p_one_sided sign_flip_p_two_sided signed_energy_fraction common_energy_fraction bootstrap_ci_low bootstrap_ci_high"
			.split(" ")) assertTrue(key, json.contains("\"" + key + "\": "));
		assertTrue("one animal gives no test", json.contains("\"paired_t_p\": null"));
		assertEquals(1, run("group", temporary.getRoot() + "/nowhere.csv", "-o", group.toString()));
		assertEquals(err.toString(StandardCharsets.UTF_8), 1, err.toString(StandardCharsets.UTF_8).trim().lines().count());
	}
}

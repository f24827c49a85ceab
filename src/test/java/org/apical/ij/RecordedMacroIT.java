package org.apical.ij;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apical.command.ShakyRecording;
import org.apical.session.ShortDay;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * Every entry that Apical has in ImageJ's menu: chosen, filled in and recorded in one ImageJ, and the recorded line run in
 * batch mode in a fresh one.
 */
@RunWith(Parameterized.class)
public class RecordedMacroIT {

	@ClassRule
	public static final InstalledImageJ IMAGEJ = new InstalledImageJ();

	private static final Path DAY = Path.of("sample-data/bci/mouse1/day1").toAbsolutePath();
	private static final Pattern ENTRY = Pattern.compile("(?m)^[^#,]+, \"([^\"]+)\", org\\.apical\\.");
	/** What differs from run to run: when, how long, the folder's name, and hashes of files that hold these. */
	private static final Pattern PASSING = Pattern.compile("\"(started|seconds|bytes|sha256|frame_0)\": [^\\n]*|(?<=,done,)[0-9.]+|[-0-9]+T[:.0-9]+Z|chosen|played");
	/** Its frames come by the clock, so that only its trials are the same in number. */
	private static final String CLOSED_LOOP = "Closed loop...";
	private static final int TRIALS = 3;

	@Parameters(name = "{0}")
	public static List<String> entries() throws IOException {
		return ENTRY.matcher(Files.readString(Path.of("src/main/resources/plugins.config"))).results().map((MatchResult r) -> r.group(1)).toList();
	}

	@Parameter
	public String entry;

	private static final Map<String, List<String>> VALUES = new HashMap<>();

	/** Recordings and results to begin with, and what is entered in each dialog. */
	@BeforeClass
	public static void prepare() throws Exception {
		final Path shaky = ShakyRecording.write(Files.createDirectories(path("inputs")).resolve("shaky recording.tif"), 40);
		final Path results = path("inputs/results"), session = path("inputs/session"), config = ShortDay.change(ShortDay.write(
			path("inputs/example")), "trials: 6 ", "trials: " + TRIALS + " ");
		IMAGEJ.commandLine("run", DAY + "/movie.tif", "-o", results.toString(), "--planes", "2", "--model", "rigid");
		IMAGEJ.commandLine("bci", "--config", config.toString(), "--dry-run", "--headless", "-o", session.toString());
		IMAGEJ.commandLine("simulate", "-o", path("inputs/experiment").toString(), "--experiment", "--animals", "1", "--days", "1",
			"--session-length", "3000");
		final Path day = path("inputs/experiment/mouse1/day1");
		final Path contrasts = Files.writeString(path("inputs/contrasts.csv"), "animal,pplus_contrast,pminus_contrast\na,0.3,-0.1\nb,0.2,0\n");
		final Path table = Files.writeString(path("inputs/table.csv"), "recording,animal,day\nshaky recording.tif,m1,1\nanother.tif,m1,2\n");
		ShakyRecording.write(path("inputs/another.tif"), 34);
		enter("Run all steps...", "input=" + shaky, "output=OUT", "day=3", "model=rigid");
		enter("Run batch...", "input=" + table, "output=OUT", "model=rigid");
		enter("Correct motion...", "input=" + shaky, "output=OUT", "model=blocks", "max_shift=12", "scan_phase=true");
		enter("Correct motion of image...", "model=rigid", "max_shift=9");
		enter("Segment...", "input=" + results, "output=OUT", "sensitivity=1.5", "soma_plane=1", "dendrite_plane=2");
		enter("Extract traces...", "input=" + results, "output=OUT", "rois=" + results.resolve("rois.zip"), "neuropil=0.6");
		enter("Show ROIs...", "input=" + results);
		enter("Extract traces of ROI Manager...", "input=" + shaky, "output=OUT", "rate=15");
		enter("Track neurons over days...", "input=" + results + ";" + results, "output=OUT", "max_gap=1");
		enter("Export...", "input=" + results, "output=OUT", "format=suite2p");
		enter("Train classifier...", "input=" + String.join(";", Collections.nCopies(3, results + "/rois.zip")), "output=OUT/model.json", "seed=2");
		enter("Simulate recording...", "output=OUT", "width=64", "height=48", "frames=20", "seed=7");
		enter("Demo...", "sample=" + shaky, "bci_day=" + DAY, "output=OUT");
		enter("Analyze vectorized signals...", "input=" + day, "output=OUT", "animal=the first", "permutations=20");
		enter("Analyze group of animals...", "input=" + contrasts, "output=OUT", "resamples=500");
		enter("Test reward valve...", "device=log", "settings=file=OUT/rewards.csv", "test=2", "interval_s=0.1", "calibrate=OUT/calibration.csv");
		enter(CLOSED_LOOP, "config=" + config, "output=OUT", "dry_run=true", "headless=true");
		enter("Replay closed loop...", "input=" + session);
		enter("Shaky two-photon movie (Apical)");
		enter("Apical...");
	}

	private static void enter(final String entry, final String... values) {
		VALUES.put(entry, List.of(values));
	}

	private static Path path(final String name) {
		return IMAGEJ.path(name);
	}

	@Test
	public void isRecordedAndItsLineGivesTheSameInBatchModeWithoutAWindow() throws Exception {
		assertNotNull("This entry is new: say what to enter", VALUES.get(entry));
		final Path folder = Files.createDirectories(path(entry.replaceAll("\\W+", "-")));
		final Path dialog = Files.createDirectories(folder.resolve("chosen")), macro = Files.createDirectories(folder.resolve("played"));
		final Map<String, Integer> inputs = hashes(path("inputs"));
		final List<String> values = VALUES.get(entry).stream().map(v -> v.replace("OUT", dialog.toString())).toList();

		final List<String> arguments = new ArrayList<>(List.of(path("inputs/shaky recording.tif").toString(), dialog + "/image.tif", "dialog", entry,
			folder.resolve((entry.equals("Apical...") ? "window" : "dialog") + ".png").toString()));
		arguments.addAll(values);
		final String chosen = IMAGEJ.desktop(DesktopEntry.class, arguments.toArray(String[]::new));
		assertUntouched(chosen, inputs);
		assertEquals("once in the menu", 1, chosen.lines().filter(("menu: " + entry)::equals).count());
		if (entry.equals("Correct motion...")) assertTrue(chosen, Files.size(folder.resolve("dialog.png")) > 1000);
		for (final String value : values) assertTrue("its help tells of " + value, line(chosen, "help").contains(value.substring(0, value.indexOf('='))));
		final String line = line(chosen, "recorded");
		assertEquals(recorded(values), line);
		if (entry.equals("Apical...")) return; // a window that says what Apical is

		final String replayed = IMAGEJ.desktop(DesktopEntry.class, path("inputs/shaky recording.tif").toString(), macro + "/image.tif", "macro", line
			.replace("chosen", "played"));
		assertUntouched(replayed, inputs);
		assertFalse(replayed, replayed.contains("window: "));
		assertEquals("in the ROI Manager", line(chosen, "managed"), line(replayed, "managed"));
		assertSame(dialog, macro);
	}

	private static void assertUntouched(final String log, final Map<String, Integer> inputs) throws IOException {
		assertFalse(log, log.contains("error: ") || log.contains("Exception"));
		assertEquals(line(log, "before"), line(log, "after"));
		assertEquals(inputs, hashes(path("inputs")));
	}

	private static String line(final String log, final String name) {
		return log.lines().filter(l -> l.startsWith(name + ": ")).map(l -> l.substring(name.length() + 2)).findFirst().orElseThrow(
			() -> new AssertionError("No " + name + " in\n" + log));
	}

	/** The line that a person would write by hand for these values. */
	private String recorded(final List<String> values) {
		if (values.isEmpty()) return "run(\"" + entry + "\");";
		final List<String> options = new ArrayList<>();
		for (final String value : values) {
			final String key = value.substring(0, value.indexOf('=')), text = value.substring(key.length() + 1);
			options.add(text.equals("true") ? key : key + "=" + (text.contains(" ") ? "[" + text + "]" : text));
		}
		return "run(\"" + entry + "\", \"" + String.join(" ", options) + "\");";
	}

	private static Map<String, Integer> hashes(final Path folder) throws IOException {
		final Map<String, Integer> hashes = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).toList()) hashes.put(folder.relativize(file).toString(), Arrays.hashCode(Files
				.readAllBytes(file)));
		}
		return hashes;
	}

	private void assertSame(final Path dialog, final Path macro) throws IOException {
		final Map<String, Integer> files = hashes(dialog);
		assertEquals(files.keySet(), hashes(macro).keySet());
		assertTrue("Nothing came out", !files.isEmpty() || entry.equals("Replay closed loop..."));
		for (final String name : files.keySet()) {
			final byte[] expected = Files.readAllBytes(dialog.resolve(name)), found = Files.readAllBytes(macro.resolve(name));
			if (Arrays.equals(expected, found)) continue;
			if (entry.equals(CLOSED_LOOP)) {
				if (name.equals("trials.csv")) for (final byte[] trials : List.of(expected, found)) assertEquals(name, TRIALS + 1, lines(trials));
			}
			else if (name.matches(".*\\.(json|csv|xml)")) assertEquals(name, passing(expected), passing(found));
			else assertArrayEquals(name, expected, found);
		}
	}

	private static long lines(final byte[] table) {
		return new String(table, StandardCharsets.ISO_8859_1).lines().count();
	}

	private static String passing(final byte[] text) {
		return PASSING.matcher(new String(text, StandardCharsets.UTF_8)).replaceAll("");
	}
}

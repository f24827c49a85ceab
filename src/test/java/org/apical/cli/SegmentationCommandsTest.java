package org.apical.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apical.SharedData;
import org.apical.command.ShakyRecording;
import org.apical.recording.NpyFile;
import org.apical.roi.ActiveField;
import org.apical.roi.Roi;
import org.apical.session.RoiZip;
import org.apical.trace.Deconvolver;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.Kinetics;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

/** {@code run}, {@code segment}, {@code extract} and {@code train} as typed on a command line, on a moving recording of two planes. */
public class SegmentationCommandsTest {

	private static final int FRAMES = 240;
	private static final Context CONTEXT = new Context();

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
	private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();

	@BeforeClass
	public static void simulateAndRun() {
		succeeds("simulate", "-o", path("simulated"), "--scene", "two-plane", "--width", "128", "--height", "96", "--frames", String.valueOf(
			FRAMES), "--rate", "8", "--seed", "3");
		succeeds(runAgain());
	}

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private static String[] runAgain(final String... more) {
		final List<String> words = new ArrayList<>(List.of("run", path("simulated/movie.tif"), "-o", path("results"), "--planes", "2", "--model",
			"rigid", "--soma-plane", "1", "--dendrite-plane", "2", "--threads", "1"));
		words.addAll(List.of(more));
		return words.toArray(String[]::new);
	}

	private static int run(final String... arguments) {
		OUT.reset();
		ERR.reset();
		return new Main(CONTEXT, new PrintStream(OUT, true, StandardCharsets.UTF_8), new PrintStream(ERR, true, StandardCharsets.UTF_8)).run(
			arguments);
	}

	private static String succeeds(final String... arguments) {
		final int code = run(arguments);
		assertEquals(ERR.toString(StandardCharsets.UTF_8), 0, code);
		return OUT.toString(StandardCharsets.UTF_8);
	}

	private static void fails(final int code, final String what, final String... arguments) {
		assertEquals(String.join(" ", arguments), code, run(arguments));
		final String error = ERR.toString(StandardCharsets.UTF_8);
		assertTrue(error, error.contains(what));
		assertEquals("one line: " + error, 1, error.lines().count());
	}

	private static String path(final String name) {
		return TEMPORARY.getRoot().toPath().resolve(name).toString();
	}

	private static Path file(final String name) {
		return Path.of(path("results/" + name));
	}

	private static List<String> column(final Path csv, final String name) throws IOException {
		final List<String> lines = Files.readAllLines(csv);
		final int at = List.of(lines.get(0).split(",")).indexOf(name);
		return lines.stream().skip(1).map(l -> l.split(",", -1)[at]).toList();
	}

	@Test
	public void runLeavesRoisOfBothPlanesWithTracesAndEvents() throws IOException {
		for (final String name : List.of("corrected-p2-c1.tif", "shifts-p2.csv", "labels.tif", "rois.zip", "rois.png", "events.csv")) {
			assertTrue(name, Files.size(file(name)) > 0);
		}
		final Set<String> planes = new TreeSet<>(column(file("rois.csv"), "plane"));
		assertEquals("planes count from 1", Set.of("1", "2"), planes);
		for (int i = 0; i < column(file("rois.csv"), "kind").size(); i++) {
			assertEquals(column(file("rois.csv"), "plane").get(i).equals("1"), column(file("rois.csv"), "kind").get(i).equals("soma"));
		}
		for (final String name : List.of("F.npy", "Fneu.npy", "dff.npy", "spks.npy")) {
			final float[][] rows = NpyFile.open(file(name)).matrix();
			assertEquals(name, column(file("rois.csv"), "label").size(), rows.length);
			assertEquals(name, FRAMES, rows[0].length);
		}
	}

	@Test
	public void aSecondRunRepeatsOnlyWhatItsParametersTouch() {
		assertEquals(3, count(succeeds(runAgain()), "already done"));
		assertEquals("the correction stays", 1, count(succeeds(runAgain("--min-snr", "7")), "already done"));
		assertEquals("segmentation stays too", 2, count(succeeds(runAgain("--min-snr", "7", "--correlation", "0.7")), "already done"));
		succeeds(runAgain());
	}

	private static long count(final String text, final String what) {
		return text.lines().filter(l -> l.contains(what)).count();
	}

	@Test
	public void segmentOfAResultFolderIsWhatRunDid() throws IOException {
		succeeds("segment", path("results"), "-o", path("again"), "--soma-plane", "1", "--dendrite-plane", "2", "--threads", "2");
		assertArrayEquals(Files.readAllBytes(file("labels.tif")), Files.readAllBytes(Path.of(path("again/labels.tif"))));
	}

	@Test
	public void extractTakesALabelImageAndTellsCompartmentsItself() throws IOException {
		succeeds("extract", path("results"), "-o", path("extracted"), "--rois", file("labels.tif").toString(), "--neuropil", "0");
		assertEquals(column(file("rois.csv"), "label").size(), NpyFile.open(Path.of(path("extracted/F.npy"))).matrix().length);
		assertTrue(column(Path.of(path("extracted/rois.csv")), "kind").stream().noneMatch(String::isEmpty));
	}

	@Test
	public void handDrawnRoisGiveTheMeansThatFissaGives() throws IOException {
		final Path data = SharedData.require("fissa-tiny-roi-traces");
		final List<String> expected = Files.readAllLines(data.resolve("expected_raw_mean.csv"));
		for (int movie = 1; movie <= 3; movie++) {
			succeeds("extract", data.resolve("AVG_A0" + movie + ".tif").toString(), "-o", path("fissa"), "--rois", data.resolve("rois.zip")
				.toString(), "--rate", "10");
			final float[][] f = NpyFile.open(Path.of(path("fissa/F.npy"))).matrix();
			for (int roi = 0; roi < 2; roi++) for (int t = 0; t < f[roi].length; t++) {
				assertEquals(Double.parseDouble(expected.get(t + 1).split(",")[3 * roi + movie - 1]), f[roi][t], 1e-5);
			}
		}
	}

	@Test
	public void timeConstantsThatAreGivenAreTaken() throws IOException {
		succeeds("extract", path("results"), "-o", path("given"), "--rois", file("rois.zip").toString(), "--decay", "0.4", "--rise", "0.05");
		final float[][] given = NpyFile.open(Path.of(path("given/spks.npy"))).matrix(), dff = NpyFile.open(Path.of(path("given/dff.npy"))).matrix();
		final double rate = 8;
		final DeconvolverParameters p = DeconvolverParameters.DEFAULT.withKinetics(new Kinetics(0.4, 0.05));
		for (int i = 0; i < given.length; i++) assertArrayEquals(Deconvolver.deconvolve(dff[i], rate, p).rate(), given[i], 1e-5f);
		fails(2, "needs the decay time", "extract", path("results"), "-o", path("bad"), "--rois", file("rois.zip").toString(), "--rise", "0.1");
		fails(2, "must be shorter", "extract", path("results"), "-o", path("bad"), "--rois", file("rois.zip").toString(), "--decay", "0.1", "--rise", "0.1");
	}

	@Test
	public void whatIsWrongIsSaidInOneLineAndAnExitCode() throws IOException {
		fails(1, path("nowhere.tif"), "segment", path("nowhere.tif"), "-o", path("none"));
		fails(1, path("nowhere.tif"), "run", path("nowhere.tif"), "-o", path("none"));
		fails(2, "--min-snrr", "segment", path("results"), "-o", path("none"), "--min-snrr", "3");
		fails(2, "sensitivity", "segment", path("results"), "-o", path("none"), "--sensitivity", "0");
		fails(2, "dendrite", "segment", path("results"), "-o", path("none"), "--soma-plane", "1", "--dendrite-plane", "1");
		fails(1, "there is no plane 3", "segment", path("results"), "-o", path("none"), "--soma-plane", "3");
		fails(1, "no compartment model", "segment", path("results"), "-o", path("none"), "--model", file("rois.csv").toString());
		fails(2, "has no rois.zip", "extract", path("results"), "-o", path("empty"));
		fails(2, "does not exist", "extract", path("results"), "-o", path("none"), "--rois", path("nowhere.zip"));
		fails(1, "at least 10 ROIs", "train", file("rois.zip").toString(), "-o", path("model.json"));
		fails(2, "is no folder", "train", "-o", path("nowhere/model.json"));
	}

	@Test
	public void aRecordingOfAFewFramesIsRefused() throws IOException {
		ShakyRecording.write(Path.of(path("short.tif")), 20);
		fails(1, "at least 32 good frames", "segment", path("short.tif"), "-o", path("none"));
	}

	@Test
	public void aRecordingInWhichNothingFiresEndsWithoutRois() throws IOException {
		ShakyRecording.write(Path.of(path("silent.tif")), 40);
		final String said = succeeds("run", path("silent.tif"), "-o", path("silent"), "--model", "rigid");
		assertTrue(said, said.contains("Found 0 ROIs") && said.contains("nothing to extract"));
		assertTrue(column(Path.of(path("silent/rois.csv")), "label").isEmpty());
	}

	@Test
	public void ownLabelsTrainAModelThatSegmentTakes() throws IOException {
		final List<String> words = new ArrayList<>(List.of("train"));
		for (int seed = 1; seed <= 3; seed++) {
			final ActiveField field = new ActiveField(192, 40, 15, 4, seed).scatter(8, 8, 8);
			final List<Roi> rois = new ArrayList<>();
			for (final ActiveField.Part part : field.parts) rois.add(Roi.of(rois.size() + 1, 0, 192, 192, field.truth(part)).withCompartment(part
				.kind()));
			RoiZip.write(Path.of(path("labelled" + seed + ".zip")), rois);
			words.add(path("labelled" + seed + ".zip"));
		}
		words.addAll(List.of("-o", path("own.json")));
		final String said = succeeds(words.toArray(String[]::new));
		assertTrue(said, said.contains("% of the others rightly"));
		assertTrue(Files.size(Path.of(path("own-reliability.png"))) > 0);
		final byte[] model = Files.readAllBytes(Path.of(path("own.json")));
		succeeds(words.toArray(String[]::new));
		assertArrayEquals("equal labels and seed give an equal model", model, Files.readAllBytes(Path.of(path("own.json"))));
		succeeds("segment", path("results"), "-o", path("own"), "--model", path("own.json"));
	}
}

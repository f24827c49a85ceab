package org.apical.ij;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.io.Opener;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.apical.command.ShakyRecording;
import org.apical.roi.Compartment;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;
import org.apical.session.AnimalSender;
import org.apical.session.BciExample;
import org.apical.session.RoiZip;
import org.apical.session.ShortDay;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The packaged {@code Apical_.jar} in the plugins folder of a real ImageJ: what macros and people do in it. */
public class ImageJIT {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

	@Rule
	public final InstalledImageJ imagej = new InstalledImageJ();

	private Path recording;

	@Before
	public void record() throws IOException {
		recording = ShakyRecording.write(path("shaky recording.tif"), 12);
	}

	private Path path(final String name) {
		return imagej.path(name);
	}

	@Test
	public void aMacroCorrectsAFileWithoutAScreen() throws Exception {
		final String log = imagej.headless("run(\"Correct motion...\", \"input=[" + recording + "] output=[" + path("result folder") +
			"] model=rigid max_shift=10 scan_phase=false\");", "print(\"done\");");
		assertTrue(log, log.contains("done"));
		assertTrue(log, Files.exists(path("result folder/shifts.csv")));
	}

	@Test
	public void aMacroCorrectsTheOpenImageIntoANewOne() throws Exception {
		final String log = imagej.headless("open(\"" + recording + "\");", "run(\"Correct motion of image...\", \"model=rigid\");",
			"getPixelSize(unit, w, h);", "print(getTitle(), nSlices, unit, w, Stack.getFrameInterval());", "saveAs(\"tiff\", \"" + path(
				"corrected.tif") + "\");");
		assertTrue(log, log.contains("shaky recording-corrected 12 microns 1 0.0333"));
		final ImagePlus before = new Opener().openImage(recording.toString());
		final ImagePlus after = new Opener().openImage(path("corrected.tif").toString());
		assertEquals(before.getBitDepth(), after.getBitDepth());
		assertEquals(before.getNFrames(), after.getNFrames());
		assertFalse(Arrays.equals((short[]) before.getStack().getPixels(1), (short[]) after.getStack().getPixels(1)));
	}

	@Test
	public void anUnknownKeyStopsTheMacroWithOneClearError() throws Exception {
		final String log = imagej.headless("run(\"Correct motion...\", \"input=[" + recording + "] output=[" + path("out") + "] modl=rigid\");",
			"print(\"not reached\");");
		assertTrue(log, log.contains("modl is not an option; there are input, output, model"));
		assertFalse(log, log.contains("not reached\n"));
		assertFalse(Files.exists(path("out")));
	}

	@Test
	public void aMissingImageStopsTheMacro() throws Exception {
		final String log = imagej.headless("run(\"Correct motion of image...\", \"model=rigid\");", "print(\"not\" + \" reached\");");
		assertFalse(log, log.contains("not reached"));
	}

	/** ImageJ's ROI Manager is a window. */
	@Test
	public void withoutAScreenTheRoiManagersTracesAreRefusedInOneLine() throws Exception {
		final String log = imagej.headless("run(\"Extract traces of ROI Manager...\", \"input=[" + recording + "] output=[" + path("managed") +
			"]\");", "print(\"not\" + \" reached\");");
		assertTrue(log, log.contains("ROI Manager needs a screen; without one take 'Extract traces...'"));
		assertFalse(log, log.contains("not reached"));
	}

	@Test
	public void atTheDesktopAReportsFiguresOpenAsWindows() throws Exception {
		final Path table = Files.writeString(path("contrasts.csv"), "animal,pplus_contrast,pminus_contrast\na,0.3,-0.1\nb,0.2,0\n");
		final String log = imagej.desktopMacro("run(\"Analyze group of animals...\", \"input=[" + table + "] output=[" +
			path("group") + "] show_figures\");", "for (i = 1; i <= nImages; i++) { selectImage(i); print(\"window: \" + getTitle()); }");
		assertTrue(log, log.contains("window: Contrasts by animal"));
		assertTrue(log, Files.exists(path("group/figures/contrasts.svg")));
	}

	/** A macro of scripts/ with other paths. */
	private String script(final String name, final String... changes) throws IOException {
		String text = Files.readString(Path.of("scripts", name));
		for (int i = 0; i < changes.length; i += 2) text = text.replace('"' + changes[i] + '"', '"' + changes[i + 1] + '"');
		return text;
	}

	@Test
	public void theMacrosInScriptsCorrectAFolderAndSegmentAgain() throws Exception {
		final Path recordings = Files.createDirectories(path("recordings"));
		Files.copy(Path.of("sample-data/movie.tif"), recordings.resolve("sample.tif"));
		ShakyRecording.write(recordings.resolve("another.tif"), 20);
		final String log = imagej.headless(script("correct_folder.ijm", "recordings/", recordings + "/", "corrected/", path("corrected") + "/"),
			script("segment_again.ijm", "results", path("corrected/sample").toString(), "results-sensitive", path("again").toString()));
		for (final String name : List.of("sample", "another")) assertTrue(log, Files.exists(path("corrected/" + name + "/corrected.tif")));
		assertTrue(log, Files.exists(path("again/dff.npy")));
	}

	@Test
	public void atTheDesktopABatchMacroGoesFromTheMovieToTheReportWithoutAWindow() throws Exception {
		final String log = imagej.desktopMacro(script("whole_pipeline.ijm", "sample-data/bci/mouse1/day1/", Path.of(
			"sample-data/bci/mouse1/day1").toAbsolutePath() + "/", "pipeline-results", path("results").toString()), "run(\"Show ROIs...\", \"input=["
				+ path("results") + "]\");", "run(\"Shaky two-photon movie (Apical)\");");
		assertTrue(log, Files.exists(path("results/report.html")));
		assertFalse(log, log.contains("window: "));
	}

	@Test
	public void aMacroExportsTheResultsForSuite2p() throws Exception {
		final String log = imagej.headless("run(\"Extract traces...\", \"input=[" + results() + "] output=[" + path("results") + "]\");",
			"run(\"Export...\", \"input=[" + path("results") + "] output=[" + path("exported") + "] format=suite2p\");");
		assertTrue(log, Files.exists(path("exported/suite2p/plane0/stat.npy")));
	}

	/** A corrected movie with two ROIs. */
	private Path results() throws IOException {
		final Path folder = Files.createDirectories(path("results"));
		ShakyRecording.write(folder.resolve("corrected.tif"), 40);
		final List<Roi> rois = List.of(Roi.of(1, 0, 64, 48, new int[] { 10 * 64 + 10, 10 * 64 + 11, 11 * 64 + 10 }).withCompartment(
			Compartment.SOMA), Roi.of(2, 0, 64, 48, new int[] { 30 * 64 + 40, 30 * 64 + 41, 31 * 64 + 40 }).withCompartment(Compartment.TRUNK));
		RoiZip.write(folder.resolve("rois.zip"), rois);
		LabelImage.write(folder.resolve("labels.tif"), rois, 64, 48, 1);
		return folder;
	}

	@Test
	public void atTheDesktopTheEditedSetOfTheRoiManagerIsExtracted() throws Exception {
		final String log = imagej.desktop(DesktopCuration.class,
			results().toString(), path("edited").toString(), path("screen.png").toString());
		assertTrue("what was in the manager stays: " + log, log.contains("managed: 3"));
		assertTrue(log, log.contains("groups: soma,trunk,dendrite"));
		assertTrue(log, log.contains("overlay: 2"));
		final List<String> rois = Files.readAllLines(path("edited/rois.csv"));
		assertEquals(log, 3, rois.size());
		assertTrue("drawn by hand: " + rois.get(1), rois.get(1).startsWith("1,dendrite,1,5,1,"));
		assertTrue("regrouped: " + rois.get(2), rois.get(2).startsWith("2,soma,1,5,1,"));
	}

	@Test
	public void atTheDesktopASessionIsShownSteeredStoppedInAnEmergencyAndOutlivesItsWindow() throws Exception {
		final int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		final Path config = ShortDay.change(BciExample.write(path("example")), "port: 30001", "port: " + port + "\n  protocol: apical", "# feedback: ",
			"feedback: ", "#   grating: {screen: 2}", "  grating: {window_px: 300, patch_px: 40, sigma_px: 60, period_px: 40}", "duration: 776.2 s", "duration: 20 s",
			"trial: 28.14 s", "trial: 5 s", "run: 28 s", "run: 5 s", "accept: automatic", "accept: by_hand", "trials: 0 ", "trials: 12 ",
			"sample_frames: 300", "sample_frames: 60", "model: lines", "model: rigid", "minimum_interval: 1 s", "minimum_interval: 0 s",
			"per_minute: 20", "per_minute: 1000");
		Files.createDirectories(SCREENSHOTS);
		final Process animal = new ProcessBuilder("java", "-Xmx500m", "-cp", String.join(File.pathSeparator, InstalledImageJ.location(
			AnimalSender.class), InstalledImageJ.JAR.toString()), AnimalSender.class.getName(), config.toString(), "tcp:" + port, "90", "100000", "0", "none").redirectErrorStream(true)
				.redirectOutput(path("animal.txt").toFile()).start();
		final String log;
		try {
			log = imagej.desktop(DesktopSession.class, config.toString(), path("session").toString(), SCREENSHOTS.toString());
		}
		finally {
			animal.destroyForcibly();
		}
		assertTrue(log, log.contains("before: null: ready, not armed"));
		assertTrue(log, log.contains("in trials: null: ready, armed"));
		assertTrue(log, log.contains("stopped: null: ready, EMERGENCY STOP"));
		assertTrue(log, log.contains("released: null: ready, armed"));
		assertTrue(log, log.contains("ended: "));
		final List<String> trials = Files.readAllLines(path("session/trials.csv"));
		assertEquals(log, 13, trials.size());
		assertTrue(Files.readString(path("session/rewards.csv")).contains("not_armed"));
		final BufferedImage grating = ImageIO.read(SCREENSHOTS.resolve("grating.png").toFile());
		final int patch = grating.getRGB(20, 280) & 0xffffff, ground = grating.getRGB(295, 5) & 0xff;
		assertTrue("patch " + Integer.toHexString(patch), patch == 0 || patch == 0xffffff);
		assertEquals("half of the luminance at a gamma of 2.2", 186, ground, 1);
	}
}

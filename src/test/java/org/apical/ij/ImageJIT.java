package org.apical.ij;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.ImageJ;
import ij.ImagePlus;
import ij.io.Opener;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javassist.ClassPool;

import javax.imageio.ImageIO;

import net.imagej.patcher.LegacyEnvironment;

import org.apical.command.ShakyRecording;
import org.apical.roi.Compartment;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;
import org.apical.session.AnimalSender;
import org.apical.session.BciExample;
import org.apical.session.RoiZip;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The packaged {@code Apical_.jar} in the plugins folder of a real ImageJ, in a process of its own whose class path holds
 * nothing else of Apical.
 */
public class ImageJIT {

	private static final Path JAR = Path.of("target", "Apical_.jar");
	private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();
	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
	private static final long PATIENCE_SECONDS = 180;

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path recording;

	@Before
	public void install() throws IOException {
		Files.createDirectories(path("ImageJ/plugins"));
		// as in ImageJ's own folder; colours of ROI groups
		Files.write(Files.createDirectories(path("ImageJ/luts")).resolve("glasbey.lut"), new byte[3 * 256]);
		Files.copy(JAR, path("ImageJ/plugins/Apical_.jar"));
		recording = ShakyRecording.write(path("shaky recording.tif"), 12);
	}

	private Path path(final String name) {
		return temporary.getRoot().toPath().resolve(name);
	}

	/** Runs a macro in ImageJ without a screen; what it printed and the errors. */
	private String runMacro(final String... lines) throws Exception {
		final Path macro = Files.write(path("macro.ijm"), List.of(lines));
		return run(List.of(JAVA, "-Djava.awt.headless=true", "--add-opens=java.base/java.lang=ALL-UNNAMED"), List.of(ImageJ.class,
			LegacyEnvironment.class, ClassPool.class), HeadlessImageJ.class, macro.toString());
	}

	/**
	 * Runs a main class with ImageJ; what it printed.
	 *
	 * @param launcher Java with its options, and what comes before it
	 * @param libraries a class of each jar on the class path
	 */
	private String run(final List<String> launcher, final List<Class<?>> libraries, final Class<?> main, final String... arguments)
		throws Exception
	{
		copyClasses(main);
		final List<String> classPath = new ArrayList<>(List.of(path("classes").toString()));
		for (final Class<?> library : libraries) classPath.add(location(library));
		final List<String> command = new ArrayList<>(launcher);
		command.addAll(List.of("-Dplugins.dir=" + path("ImageJ"), "-Duser.home=" + temporary.getRoot(), "-cp", String.join(
			File.pathSeparator, classPath), main.getName()));
		command.addAll(List.of(arguments));
		return output(command);
	}

	/** Of all our classes only the main class with its inner ones: the process must find Apical in the plugins folder. */
	private void copyClasses(final Class<?> main) throws Exception {
		final Path all = Path.of(location(main));
		final Path folder = Path.of(main.getPackageName().replace('.', '/'));
		Files.createDirectories(path("classes").resolve(folder));
		try (Stream<Path> files = Files.list(all.resolve(folder))) {
			for (final Path file : files.filter(f -> f.getFileName().toString().startsWith(main.getSimpleName())).toList()) Files.copy(file, path(
				"classes").resolve(folder).resolve(file.getFileName()));
		}
	}

	private static String location(final Class<?> type) throws URISyntaxException {
		return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
	}

	private String output(final List<String> command) throws Exception {
		final Path log = path("log.txt");
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		final boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
		process.destroyForcibly();
		final String output = Files.readString(log);
		assertTrue("Still running after " + PATIENCE_SECONDS + " s:\n" + output, ended);
		return output;
	}

	@Test
	public void aMacroCorrectsAFileWithoutAScreen() throws Exception {
		final String log = runMacro("run(\"Correct motion...\", \"input=[" + recording + "] output=[" + path("result folder") +
			"] model=rigid max_shift=10 scan_phase=false\");", "print(\"done\");");
		assertTrue(log, log.contains("done"));
		assertTrue(log, Files.exists(path("result folder/shifts.csv")));
	}

	@Test
	public void aMacroCorrectsTheOpenImageIntoANewOne() throws Exception {
		final String log = runMacro("open(\"" + recording + "\");", "run(\"Correct motion of image...\", \"model=rigid\");",
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
		final String log = runMacro("run(\"Correct motion...\", \"input=[" + recording + "] output=[" + path("out") + "] modl=rigid\");",
			"print(\"not reached\");");
		assertTrue(log, log.contains("modl is not an option; there are input, output, model"));
		assertFalse(log, log.contains("not reached\n"));
		assertFalse(Files.exists(path("out")));
	}

	@Test
	public void aMissingImageStopsTheMacro() throws Exception {
		final String log = runMacro("run(\"Correct motion of image...\", \"model=rigid\");", "print(\"not\" + \" reached\");");
		assertFalse(log, log.contains("not reached"));
	}

	@Test
	public void atTheDesktopAReportsFiguresOpenAsWindows() throws Exception {
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		final Path table = Files.writeString(path("contrasts.csv"), "animal,pplus_contrast,pminus_contrast\na,0.3,-0.1\nb,0.2,0\n");
		final Path macro = Files.write(path("macro.ijm"), List.of("run(\"Analyze group of animals...\", \"input=[" + table + "] output=[" +
			path("group") + "] show_figures\");", "for (i = 1; i <= nImages; i++) { selectImage(i); print(\"window: \" + getTitle()); }"));
		final String log = run(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", JAVA), List.of(ImageJ.class), DesktopMacro.class,
			macro.toString());
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
		final String log = runMacro(script("correct_folder.ijm", "recordings/", recordings + "/", "corrected/", path("corrected") + "/"),
			script("segment_again.ijm", "results", path("corrected/sample").toString(), "results-sensitive", path("again").toString()));
		assertTrue(log, Files.exists(path("corrected/sample/corrected.tif")));
		assertTrue(log, Files.exists(path("again/dff.npy")));
	}

	@Test
	public void atTheDesktopABatchMacroGoesFromTheMovieToTheReportWithoutAWindow() throws Exception {
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		final Path macro = Files.write(path("macro.ijm"), List.of(script("whole_pipeline.ijm", "sample-data/bci/mouse1/day1/", Path.of(
			"sample-data/bci/mouse1/day1").toAbsolutePath() + "/", "pipeline-results", path("results").toString()), "run(\"Show ROIs...\", \"input=["
				+ path("results") + "]\");", "run(\"Shaky two-photon movie (Apical)\");"));
		final String log = run(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", JAVA), List.of(ImageJ.class), DesktopMacro.class,
			macro.toString());
		assertTrue(log, Files.exists(path("results/report.html")));
		assertFalse(log, log.contains("window: "));
	}

	@Test
	public void aMacroExportsTheResultsForSuite2p() throws Exception {
		final String log = runMacro("run(\"Extract traces...\", \"input=[" + results() + "] output=[" + path("results") + "]\");",
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
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		final String log = run(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", JAVA), List.of(ImageJ.class), DesktopCuration.class,
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
	public void atTheDesktopTheMenuDialogAndRecorderLeadToTheSameResult() throws Exception {
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		Files.createDirectories(path("results"));
		final String log = run(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", JAVA), List.of(ImageJ.class), DesktopImageJ.class,
			"Correct motion...", recording.toString(), path("results").toString(), path("dialog.png").toString());
		assertEquals(log, 1, log.split("menu: Correct motion\\.\\.\\.", -1).length - 1);
		assertEquals(log, 1, log.split("menu: Correct motion of image\\.\\.\\.", -1).length - 1);
		assertTrue(log, log.contains("sample: Shaky two-photon movie (Apical)") && log.contains("about: Apical..."));
		assertTrue(log, log.contains("recorded: run(\"Correct motion...\", \"input=[" + recording + "] output=[" + path(
			"results/by dialog") + "]"));
		assertTrue(log, Files.size(path("dialog.png")) > 1000);
		for (final String file : List.of("shifts.csv", "corrected.tif", "mean.tif")) assertArrayEquals(file, Files.readAllBytes(path(
			"results/by dialog").resolve(file)), Files.readAllBytes(path("results/by macro").resolve(file)));
	}

	@Test
	public void atTheDesktopARehearsalIsRecordedAndItsMacroRehearsesTheSameDay() throws Exception {
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		final Path config = BciExample.write(path("example"));
		final Map<String, String> shorter = Map.of("duration: 776.2 s", "duration: 12 s", "trial: 28.14 s", "trial: 3 s", "run: 28 s", "run: 3 s",
			"trials: 0 ", "trials: 3 ", "sample_frames: 300", "sample_frames: 24", "model: lines", "model: rigid");
		String text = Files.readString(config);
		for (final Map.Entry<String, String> change : shorter.entrySet()) text = text.replace(change.getKey(), change.getValue());
		Files.writeString(config, text);
		Files.createDirectories(path("days"));
		final String log = run(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", JAVA), List.of(ImageJ.class), DesktopImageJ.class,
			"Closed loop...", config.toString(), path("days").toString(), path("dialog.png").toString(), "Rehearse", "No window");
		assertTrue(log, log.contains("recorded: run(\"Closed loop...\", \"config=" + config + " output=[" + path("days/by dialog") +
			"] dry_run headless\");"));
		for (final String day : List.of("by dialog", "by macro")) assertEquals(log, 4, Files.readAllLines(path("days").resolve(day).resolve(
			"trials.csv")).size());
	}

	@Test
	public void atTheDesktopASessionIsShownSteeredStoppedInAnEmergencyAndOutlivesItsWindow() throws Exception {
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		final int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		final Path config = BciExample.write(path("example"));
		String text = Files.readString(config).replace("port: 30001", "port: " + port + "\n  protocol: apical").replace("# feedback: ", "feedback: ").replace(
			"#   grating: {screen: 2}", "  grating: {window_px: 300, patch_px: 40, sigma_px: 60, period_px: 40}");
		for (final String[] pair : new String[][] { { "duration: 776.2 s", "duration: 20 s" }, { "trial: 28.14 s", "trial: 5 s" }, {
			"run: 28 s", "run: 5 s" }, { "accept: automatic", "accept: by_hand" }, { "trials: 0 ", "trials: 12 " }, { "sample_frames: 300",
				"sample_frames: 60" }, { "model: lines", "model: rigid" }, { "minimum_interval: 1 s", "minimum_interval: 0 s" }, {
					"per_minute: 20", "per_minute: 1000" } })
		{
			assertTrue(pair[0], text.contains(pair[0]));
			text = text.replace(pair[0], pair[1]);
		}
		Files.writeString(config, text);
		Files.createDirectories(SCREENSHOTS);
		final Process animal = new ProcessBuilder(JAVA, "-Xmx500m", "-cp", String.join(File.pathSeparator, location(AnimalSender.class), JAR
			.toString()), AnimalSender.class.getName(), config.toString(), "tcp:" + port, "90", "100000", "0", "none").redirectErrorStream(true)
				.redirectOutput(path("animal.txt").toFile()).start();
		final String log;
		try {
			log = run(List.of("xvfb-run", "-a", "-s", "-screen 0 1600x1600x24", JAVA), List.of(ImageJ.class), DesktopSession.class, config
				.toString(), path("session").toString(), SCREENSHOTS.toString());
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

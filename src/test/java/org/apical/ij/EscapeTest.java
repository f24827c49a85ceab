package org.apical.ij;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.io.Opener;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apical.cli.Main;
import org.apical.command.ShakyRecording;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.session.RoiZip;
import org.apical.session.ShortDay;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** The Escape key, held down during every command of ImageJ's menu: the command ends, and what lies on the disk is as before. */
@RunWith(Parameterized.class)
public class EscapeTest {

	@ClassRule
	public static final TemporaryFolder FOLDER = new TemporaryFolder();

	private static final Pattern COMMAND = Pattern.compile("CommandPlugIn\\(\"(org\\.apical\\.command\\.(\\w+))\"\\)");
	/** Over before anybody could press a key; they may come to their good end. */
	private static final List<String> AT_ONCE = List.of("ShowRois", "Export", "OpenSample");
	private static final Map<String, String> OPTIONS = new HashMap<>();
	private static ScheduledExecutorService keyboard;

	@Parameters(name = "{0}")
	public static List<String> commands() throws IOException {
		return COMMAND.matcher(Files.readString(Path.of("src/main/resources/plugins.config"))).results().map(r -> r.group(2)).filter(
			// needs the ROI Manager's window; it runs Extract
			c -> !c.equals("ExtractManaged")).toList();
	}

	@Parameter
	public String command;

	@BeforeClass
	public static void prepare() throws IOException {
		keyboard = Executors.newSingleThreadScheduledExecutor();
		final Path shaky = ShakyRecording.write(path("shaky.tif"), 60);
		final Path day = Path.of("sample-data/bci/mouse1/day1").toAbsolutePath();
		final String config = ShortDay.change(ShortDay.write(path("example")), "trials: 6 ", "trials: 1 ").toString();
		for (final String name : List.of("one", "two")) {
			final Path results = Files.createDirectories(path(name));
			Files.copy(shaky, results.resolve("corrected.tif"));
			RoiZip.write(results.resolve("rois.zip"), List.of(roi(1, 10, Compartment.SOMA), roi(2, 30, Compartment.TRUNK)));
			line("extract", results.toString(), "-o", results.toString());
		}
		line("bci", "--config", config, "--dry-run", "--headless", "-o", path("session").toString());
		line("simulate", "-o", path("experiment").toString(), "--experiment", "--animals", "1", "--days", "1", "--session-length", "3000");
		final Path contrasts = Files.writeString(path("contrasts.csv"), "animal,pplus_contrast,pminus_contrast\na,0.3,-0.1\nb,0.2,0\n");
		final Path table = Files.writeString(path("table.csv"), "recording,animal,day\nshaky.tif,m1,1\nshaky.tif,m1,2\n");
		final String out = " output=" + path("out"), one = path("one").toString();
		OPTIONS.put("Run", "input=" + shaky + out);
		OPTIONS.put("Batch", "input=" + table + out);
		OPTIONS.put("CorrectMotion", "input=" + shaky + out);
		OPTIONS.put("CorrectMotionImage", "");
		OPTIONS.put("Segment", "input=" + one + out);
		OPTIONS.put("Extract", "input=" + one + out + " rois=" + one + "/rois.zip");
		OPTIONS.put("ShowRois", "input=" + one);
		OPTIONS.put("TrackNeurons", "input=" + one + ";" + path("two") + out);
		OPTIONS.put("Export", "input=" + one + out);
		OPTIONS.put("Train", "fields=2 output=" + path("model.json"));
		OPTIONS.put("Simulate", "frames=2000" + out);
		OPTIONS.put("Demo", "sample=" + shaky + " bci_day=" + day + out);
		OPTIONS.put("AnalyzeSignals", "input=" + path("experiment/mouse1/day1") + out);
		OPTIONS.put("AnalyzeGroup", "input=" + contrasts + out);
		OPTIONS.put("ValveTest", "device=log settings=file=" + path("rewards.csv") + " test=100 interval_s=0.1");
		OPTIONS.put("Bci", "config=" + config + out + " dry_run headless");
		OPTIONS.put("Replay", "input=" + path("session"));
		OPTIONS.put("OpenSample", "");
	}

	private static void line(final String... arguments) {
		assertEquals(String.join(" ", arguments), 0, Main.run(c -> {}, arguments));
	}

	private static Roi roi(final int label, final int at, final Compartment kind) {
		return Roi.of(label, 0, 64, 48, new int[] { at * 64 + at, at * 64 + at + 1, (at + 1) * 64 + at }).withCompartment(kind);
	}

	@After
	public void cleanUp() throws IOException {
		WindowManager.setTempCurrentImage(null);
		if (Files.exists(path("out"))) try (Stream<Path> files = Files.walk(path("out"))) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
		}
	}

	@AfterClass
	public static void stop() {
		keyboard.shutdownNow();
	}

	private static Path path(final String name) {
		return FOLDER.getRoot().toPath().resolve(name);
	}

	@Test
	public void endsItAndLeavesNoHalfResult() throws IOException {
		assertNotNull("This command is new: say what to run it with", OPTIONS.get(command));
		final ImagePlus image = new Opener().openImage(path("shaky.tif").toString());
		WindowManager.setTempCurrentImage(image);
		final Map<String, Integer> before = files();
		if (!isEndedByEscape()) {
			// a session that is stopped keeps what was recorded, as one that is killed
			if (command.equals("Bci")) assertTrue(Files.exists(path("out/trials.csv")));
			else assertTrue(command, AT_ONCE.contains(command));
			return;
		}
		assertNull(IJ.getErrorMessage());
		assertSame(image, WindowManager.getTempCurrentImage());
		final Map<String, Integer> after = files();
		// the device's own diary of what it paid
		if (command.equals("ValveTest")) after.remove("rewards.csv");
		assertEquals(before, after);
	}

	private boolean isEndedByEscape() {
		final Thread thread = Thread.currentThread();
		final String name = thread.getName();
		// how ImageJ knows that a macro is running
		thread.setName("Run$_" + command);
		Macro.setOptions(OPTIONS.get(command));
		final var key = keyboard.scheduleAtFixedRate(() -> IJ.setKeyDown(KeyEvent.VK_ESCAPE), 0, 5, TimeUnit.MILLISECONDS);
		try {
			new CommandPlugIn().run("org.apical.command." + command);
			return false;
		}
		catch (final RuntimeException e) {
			assertEquals(e.toString(), Macro.MACRO_CANCELED, e.getMessage());
			return true;
		}
		finally {
			key.cancel(false);
			IJ.resetEscape();
			Macro.setOptions(null);
			thread.setName(name);
		}
	}

	private static Map<String, Integer> files() throws IOException {
		final Map<String, Integer> hashes = new TreeMap<>();
		try (Stream<Path> files = Files.walk(FOLDER.getRoot().toPath())) {
			for (final Path file : files.filter(Files::isRegularFile).toList()) hashes.put(FOLDER.getRoot().toPath().relativize(file).toString(), Arrays
				.hashCode(Files.readAllBytes(file)));
		}
		return hashes;
	}
}

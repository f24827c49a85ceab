package org.apical.ij;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apical.command.ShakyRecording;
import org.apical.roi.Roi;
import org.apical.session.RoiZip;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Previews in the dialogs of a real ImageJ with the packaged {@code Apical_.jar}, in a process of its own on a virtual screen. */
public class PreviewIT {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

	@Rule
	public final InstalledImageJ imageJ = new InstalledImageJ();

	@Before
	public void makeRoomForScreenshots() throws IOException {
		Files.createDirectories(SCREENSHOTS);
	}

	private Path path(final String name) {
		return imageJ.path(name);
	}

	private String preview(final String... arguments) throws Exception {
		return imageJ.desktop(DesktopPreview.class, arguments);
	}

	private static void leftNothingBehind(final String log) {
		assertTrue(log, log.contains("after Cancel: untouched, nothing recorded"));
		assertTrue(log, log.contains("after OK: untouched"));
		assertTrue(log, log.contains("error: null"));
	}

	@Test
	public void theMotionOfAnImageIsPreviewedAboutTheFrameThatIsShown() throws Exception {
		final String log = preview("Correct motion of image...", "max_shift", "40", "1", SCREENSHOTS.resolve("preview-image.png").toString());
		assertTrue(log, log.matches("(?s).*first: shifts up to [23]\\.\\d px \\([23]\\.\\d µm\\), RMS .* of 60 frames bad.*"));
		assertTrue(log, log.matches("(?s).*second: shifts up to 1\\.\\d px .*"));
		assertTrue("no trace of the box: " + log, log.contains("recorded: run(\"Correct motion of image...\");"));
		leftNothingBehind(log);
	}

	@Test
	public void theMotionOfARecordingIsPreviewedBeforeAResultFolderIsNamed() throws Exception {
		final Path recording = ShakyRecording.write(path("shaky.tif"), 40);
		final String log = preview("Correct motion...", "max_shift", "20", "1", SCREENSHOTS.resolve("preview-correct.png").toString(), "input=" +
			recording, "output=", "OK:output=" + path("results"));
		assertTrue(log, log.contains("of 40 frames bad"));
		assertTrue(log, log.contains("recorded: run(\"Correct motion...\", \"input=" + recording + " output=" + path("results") +
			" max_shift=20\");"));
		leftNothingBehind(log);
		assertTrue(log, Files.exists(path("results/shifts.csv")));
	}

	@Test
	public void whatIsFoundIsPreviewedByCompartment() throws Exception {
		final String movie = Path.of("sample-data/bci/mouse1/day1/movie.tif").toAbsolutePath().toString();
		final String log = preview("Segment...", "min_snr", "6", "40", SCREENSHOTS.resolve("preview-segment.png").toString(), "input=" + movie,
			"output=", "OK:output=" + path("rois"), "OK:min_snr=40");
		final int found = rois(log, "first");
		assertTrue(log, found > 10 && rois(log, "second") < found);
		assertTrue(log, log.contains("in 1000 of 3600 frames"));
		assertTrue(log, log.contains("recorded: run(\"Segment...\", \"input=" + movie + " output=" + path("rois") + " min_snr=40\");"));
		leftNothingBehind(log);
	}

	@Test
	public void theFirstStepThatIsNotDoneYetIsPreviewedWhereAllAreRunInOneGo() throws Exception {
		final Path recording = ShakyRecording.write(path("shaky.tif"), 40);
		final String log = preview("Run all steps...", "max_shift", "20", "1", SCREENSHOTS.resolve("preview-run.png").toString(), "input=" +
			recording, "output=", "OK:output=" + path("results"));
		assertTrue(log, log.contains("of 40 frames bad"));
		leftNothingBehind(log);
	}

	@Test
	public void theSurroundsOfWhatTheRoiManagerHoldsArePreviewed() throws Exception {
		final Path recording = ShakyRecording.write(path("shaky.tif"), 40);
		final String log = preview("Extract traces of ROI Manager...", "pixel_size", "1", "0.5", SCREENSHOTS.resolve("preview-managed.png").toString(),
			"input=" + recording, "output=", "OK:output=" + path("traces"));
		assertTrue(log, log.contains("first: 2 ROIs; their surrounds are tinted blue"));
		leftNothingBehind(log);
		assertTrue(log, Files.exists(path("traces/F.npy")));
	}

	/** Number of somas, trunks and dendrites that the dialog told. */
	private static int rois(final String log, final String when) {
		final Matcher line = Pattern.compile(when + ": (\\d+) somas \\(green\\), (\\d+) trunks \\(yellow\\), (\\d+) dendrites").matcher(log);
		assertTrue(log, line.find());
		return Integer.parseInt(line.group(1)) + Integer.parseInt(line.group(2)) + Integer.parseInt(line.group(3));
	}

	@Test
	public void theSurroundsOfRoisArePreviewedWithoutReadingTraces() throws Exception {
		final Path folder = Files.createDirectories(path("results"));
		ShakyRecording.write(folder.resolve("corrected.tif"), 40);
		final Roi first = Roi.of(1, 0, 64, 48, new int[] { 10 * 64 + 10, 10 * 64 + 11 });
		RoiZip.write(folder.resolve("rois.zip"), List.of(first));
		final Path two = path("two.zip");
		RoiZip.write(two, List.of(first, Roi.of(2, 0, 64, 48, new int[] { 30 * 64 + 40, 30 * 64 + 41 })));
		final String log = preview("Extract traces...", "rois", "", two.toString(), SCREENSHOTS.resolve("preview-extract.png").toString(), "input=" +
			folder, "output=" + folder, "OK:output=" + path("traces"), "OK:rois=" + two);
		assertTrue(log, log.contains("first: 1 ROI; its surround is tinted blue | no surround") && log.contains("second: 2 ROIs; their"));
		assertTrue(log, log.contains("recorded: run(\"Extract traces...\", \"input=" + folder + " output=" + path("traces") + " rois=" + two + "\");"));
		leftNothingBehind(log);
		assertFalse("nothing is written by a preview", Files.exists(folder.resolve("F.npy")));
		assertTrue(log, Files.exists(path("traces/F.npy")));
	}
}

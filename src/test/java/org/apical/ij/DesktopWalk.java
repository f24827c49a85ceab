package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import java.awt.Checkbox;
import java.awt.Frame;
import java.awt.Window;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.swing.JDialog;

/**
 * The README's way through ImageJ with mouse and keyboard and the recorder on: open the sample, correct it; then a day of
 * the task from its file to the report. A picture of each step is left behind, and the macro that was recorded.
 */
final class DesktopWalk {

	private static final String CORRECTED = "shaky-corrected";

	private static DesktopHand hand;
	private static File pictures;
	private static int step;

	private DesktopWalk() {}

	/** @param arguments folder of the day (movie, trials, frames, populations), folder for its results, folder for pictures, file for the macro */
	public static void main(final String... arguments) throws Exception {
		int code = 1;
		try {
			walk(arguments[0], arguments[1], new File(arguments[2]), Path.of(arguments[3]));
			code = 0;
		}
		catch (final Exception e) {
			e.printStackTrace();
			hand.picture(picture("failed"));
		}
		System.exit(code);
	}

	private static void walk(final String day, final String results, final File pictureFolder, final Path macro) throws Exception {
		hand = new DesktopHand(new ImageJ());
		pictures = pictureFolder;
		hand.choose(picture("record"), "Plugins", "Macros", "Record...");
		DesktopHand.await("the recorder", () -> frame("Recorder")).setLocation(20, 1200);
		hand.choose(picture("sample"), "File", "Open Samples", "Shaky two-photon movie (Apical)");
		DesktopHand.await("the sample", () -> frame("shaky")).setLocation(20, 200);
		command("Correct motion of image...", true, "model=rigid");
		DesktopHand.await("the corrected sample", () -> frame(CORRECTED)).setLocation(220, 200);
		command("Correct motion...", false, "input=" + day + "/movie.tif", "output=" + results, "model=rigid", "planes=2");
		command("Segment...", true, "input=" + results, "output=" + results, "soma_plane=1", "dendrite_plane=2");
		command("Show ROIs...", false, "input=" + results);
		command("Extract traces...", true, "input=" + results, "output=" + results);
		command("Analyze vectorized signals...", false, "input=" + results, "trials=" + day + "/trials.csv", "frames=" + day + "/frames.csv",
			"populations=" + day + "/populations.csv", "show_figures=true");
		hand.picture(picture("end"));
		Files.writeString(macro, Recorder.getInstance().getText());
		IJ.saveAs(WindowManager.getImage(CORRECTED), "tiff", new File(results, CORRECTED).getAbsolutePath());
		System.out.println(IJ.getLog());
	}

	private static void command(final String entry, final boolean preview, final String... values) throws Exception {
		final String name = entry.replaceAll("\\W+", "-").toLowerCase();
		hand.choose(picture(name + "menu"), "Plugins", "Apical", entry);
		final GenericDialog dialog = DesktopHand.dialog();
		for (final String value : values) hand.enter(dialog, value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
		if (preview) {
			hand.tick((Checkbox) dialog.getCheckboxes().lastElement(), true);
			DesktopHand.await("the preview", () -> Arrays.stream(Window.getWindows()).filter(w -> w instanceof JDialog && w.isShowing()).findFirst()
				.orElse(null));
		}
		hand.picture(picture(name + "dialog"));
		hand.close(dialog, "OK");
		DesktopHand.awaitEnd(entry);
		hand.picture(picture(name + "done"));
	}

	private static Frame frame(final String title) {
		return Arrays.stream(Frame.getFrames()).filter(f -> f.isShowing() && f.getTitle().startsWith(title) && f.getTitle().substring(title
			.length()).matches("| .*")).findFirst().orElse(null);
	}

	private static File picture(final String of) {
		return new File(pictures, String.format("%02d-%s.png", ++step, of));
	}
}

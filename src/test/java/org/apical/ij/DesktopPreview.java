package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

import java.awt.Checkbox;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.imageio.ImageIO;
import javax.swing.JDialog;

/**
 * What a person does with the previews of dialogs in ImageJ with a screen: ticks the box, changes a value, cancels; then
 * the same with OK. What was seen is printed, {@code name: value} a line. Runs in a process of its own.
 */
final class DesktopPreview {

	private static final long PATIENCE_SECONDS = 90;

	private DesktopPreview() {}

	/**
	 * @param arguments menu entry, {@code sample} for the sample movie or {@code none} for no open image, field to change, its
	 *          values before and after, file for a picture of the screen; then texts of further fields, {@code name=value}
	 */
	public static void main(final String... arguments) throws Exception {
		new ImageJ();
		final ImagePlus image = arguments[1].equals("sample") ? sample() : null;
		final Recorder recorder = new Recorder();
		final String before = state(image);
		final String recorded = recorder.getText();

		GenericDialog dialog = open(arguments);
		set(dialog, arguments[2], arguments[3]);
		tick(dialog);
		final long first = await(() -> picture(0));
		System.out.println("first: " + message(dialog));
		TimeUnit.MILLISECONDS.sleep(500); // until it is painted
		final Rectangle screen = new Rectangle(dialog.getGraphicsConfiguration().getBounds());
		ImageIO.write(new Robot().createScreenCapture(screen), "png", new File(arguments[5]));
		set(dialog, arguments[2], arguments[4]);
		await(() -> picture(first));
		System.out.println("second: " + message(dialog));
		press(dialog, 1);
		System.out.println("after cancel: " + (await(() -> preview() == null ? "no window" : null)));
		System.out.println("untouched: " + before.equals(state(image)));
		System.out.println("recorded nothing: " + recorded.equals(recorder.getText()));

		dialog = open(arguments);
		set(dialog, arguments[2], arguments[3]);
		tick(dialog);
		await(() -> picture(0));
		press(dialog, 0);
		System.out.println("after ok: " + (await(() -> preview() == null ? "no window" : null)));
		System.out.println("recorded: " + await(() -> recorder.getText().contains("run(") ? recorder.getText().trim() : null));
		if (image != null) await(() -> WindowManager.getImageCount() == 2 ? this_ : null);
		System.out.println("untouched: " + before.equals(state(image)));
		System.exit(0);
	}

	private static final Object this_ = new Object();
}

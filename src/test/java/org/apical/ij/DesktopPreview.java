package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import java.awt.Checkbox;
import java.awt.Color;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.imageio.ImageIO;
import javax.swing.JDialog;

/**
 * What a person does with the preview of a dialog in ImageJ with a screen: ticks the box, changes a value, cancels; then
 * the same with OK. What was seen is printed, {@code name: value} a line. Runs in a process of its own whose class path
 * holds ImageJ only; Apical lies in the plugins folder.
 */
final class DesktopPreview {

	private static final long PATIENCE_SECONDS = 60;

	private DesktopPreview() {}

	/**
	 * @param arguments menu entry, field to change, its values before and after, file for a picture of dialog and preview; then texts
	 *          of further fields, {@code name=value}, and those to be set only before OK, {@code OK:name=value}
	 */
	public static void main(final String... arguments) {
		try {
			look(arguments);
		}
		catch (final Exception e) {
			e.printStackTrace();
		}
		System.exit(0);
	}

	private static void look(final String... arguments) throws Exception {
		new ImageJ();
		IJ.run("Shaky two-photon movie (Apical)");
		final ImagePlus image = IJ.getImage();
		image.getWindow().setLocation(20, 400);
		image.setOverlay(new Overlay(new Roi(10, 10, 20, 20)));
		image.setRoi(30, 30, 9, 9);
		image.setSlice(50);
		final RoiManager manager = RoiManager.getRoiManager();
		manager.addRoi(new Roi(10, 10, 4, 5));
		manager.addRoi(new OvalRoi(30, 20, 8, 6));
		manager.setLocation(1300, 700);
		final Recorder recorder = new Recorder();
		// away from where dialogs open
		recorder.setLocation(20, 700);
		WindowManager.getWindow("Log").setLocation(640, 700);
		final String before = state(image);
		final String script = recorder.getText();

		final GenericDialog refused = open(arguments, arguments[2]);
		final long first = await(() -> picture(refused, 0));
		System.out.println("first: " + message(refused));
		ImageIO.write(windows(refused), "png", new File(arguments[4]));
		field(refused, arguments[1]).setText(arguments[3]);
		await(() -> picture(refused, first));
		System.out.println("second: " + message(refused));
		press(refused, "Cancel");
		// ImageJ runs a command in a thread of its name
		await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals(arguments[0])) ? "ended" : null);
		System.out.println("after Cancel: " + (before.equals(state(image)) ? "untouched" : before + " became " + state(image)) + ", " + (script
			.equals(recorder.getText()) ? "nothing recorded" : recorder.getText()));

		final GenericDialog accepted = open(arguments, arguments[2]);
		await(() -> picture(accepted, 0));
		set(accepted, arguments, "OK:");
		press(accepted, "OK");
		System.out.println("recorded: " + await(() -> recorder.getText().contains("run(") ? recorder.getText().trim() : null));
		System.out.println("after OK: " + (before.equals(state(image)) ? "untouched" : before + " became " + state(image)));
		System.out.println("error: " + IJ.getErrorMessage());
	}

	private static GenericDialog open(final String[] arguments, final String value) throws Exception {
		IJ.doCommand(arguments[0]);
		final GenericDialog dialog = await(() -> dialog(arguments[0].replace("...", "")));
		set(dialog, arguments, "");
		field(dialog, arguments[1]).setText(value);
		final Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
		System.out.println("box: " + box.getLabel().trim());
		EventQueue.invokeAndWait(() -> {
			box.setState(true);
			dialog.itemStateChanged(new ItemEvent(box, ItemEvent.ITEM_STATE_CHANGED, box.getLabel(), ItemEvent.SELECTED));
		});
		return dialog;
	}

	private static void set(final GenericDialog dialog, final String[] arguments, final String when) {
		for (int i = 5; i < arguments.length; i++) {
			final String[] pair = arguments[i].split("=", 2);
			if (pair[0].startsWith(when) && (pair[0].indexOf(':') < 0) == when.isEmpty()) field(dialog, pair[0].substring(when.length())).setText(
				pair[1]);
		}
	}

	/** The image with all that a preview could leave behind. */
	private static String state(final ImagePlus image) {
		int pixels = 0;
		for (int s = 1; s <= image.getStackSize(); s++) pixels = 31 * pixels + Arrays.hashCode((short[]) image.getStack().getPixels(s));
		return pixels + " " + image.getOverlay().size() + " " + image.getRoi() + " " + Arrays.toString(RoiManager.getInstance().getRoisAsArray()) + " " + image.getCurrentSlice() + " " + image
			.getDisplayRangeMax() + " active " + image.equals(WindowManager.getImage(image.getID())) + " dialogs " + Arrays.stream(Window
				.getWindows()).filter(w -> w instanceof JDialog && w.isShowing()).count();
	}

	/** The dialog and its preview as they lie on the screen, white where there is neither. */
	private static BufferedImage windows(final GenericDialog dialog) throws Exception {
		final List<Rectangle> places = Arrays.stream(Window.getWindows()).filter(w -> (w == dialog || w instanceof JDialog) && w.isShowing()).map(
			Window::getBounds).toList();
		final Rectangle all = places.stream().reduce(Rectangle::union).orElseThrow();
		final BufferedImage picture = new BufferedImage(all.width, all.height, BufferedImage.TYPE_INT_RGB);
		final Graphics graphics = picture.getGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, all.width, all.height);
		for (final Rectangle place : places) graphics.drawImage(new Robot().createScreenCapture(place), place.x - all.x, place.y - all.y, null);
		return picture;
	}

	private static GenericDialog dialog(final String title) {
		for (final Window window : Window.getWindows()) if (window instanceof GenericDialog dialog && dialog.isShowing() && dialog.getTitle()
			.equals(title)) return dialog;
		return null;
	}

	private static TextField field(final GenericDialog dialog, final String name) {
		for (final Object field : dialog.getStringFields()) if (((Component) field).getName().equals(name)) return (TextField) field;
		throw new IllegalArgumentException("No field " + name);
	}

	private static void press(final GenericDialog dialog, final String button) {
		dialog.actionPerformed(new ActionEvent(dialog.getButtons()[button.equals("OK") ? 0 : 1], ActionEvent.ACTION_PERFORMED, button));
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (picture(dialog, 0) != null && System.nanoTime() < end) Thread.onSpinWait();
	}

	/** What stands below the box; ImageJ tells nobody. */
	private static String message(final GenericDialog dialog) {
		try {
			final Field lines = dialog.getMessage().getClass().getDeclaredField("lines");
			lines.setAccessible(true);
			return String.join(" | ", (String[]) lines.get(dialog.getMessage()));
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException(e);
		}
	}

	/** A number of the picture that is shown; null where there is none or where it is the one given. */
	private static Long picture(final GenericDialog dialog, final long but) {
		if (dialog.isShowing() && message(dialog).startsWith("Preview: computing")) return null;
		for (final Window window : Window.getWindows()) {
			if (!(window instanceof JDialog preview) || !window.isShowing()) continue;
			final BufferedImage painted = new BufferedImage(preview.getWidth(), preview.getHeight(), BufferedImage.TYPE_INT_RGB);
			preview.getContentPane().paint(painted.getGraphics());
			final long number = Arrays.hashCode(painted.getRGB(0, 0, painted.getWidth(), painted.getHeight(), null, 0, painted.getWidth()));
			return number == but ? null : number;
		}
		return null;
	}

	/** What is there and still the same a little later, when it has been painted. */
	private static <T> T await(final Supplier<T> something) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		T before = null;
		while (System.nanoTime() < end) {
			final T found = something.get();
			if (found != null && found.equals(before)) return found;
			before = found;
			TimeUnit.MILLISECONDS.sleep(300);
		}
		for (final Window window : Window.getWindows()) if (window.isShowing()) System.out.println("there is " + window + (window instanceof GenericDialog d
			? message(d) : ""));
		throw new IllegalStateException("Nothing happened for " + PATIENCE_SECONDS + " s");
	}
}

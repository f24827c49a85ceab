package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import java.awt.Checkbox;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

/**
 * What a person does in ImageJ with a screen: looks at the menu, opens a dialog, fills it in, has it recorded, and runs
 * the recorded macro. Runs in a process of its own whose class path holds ImageJ only; Apical lies in the plugins folder.
 * What was seen is printed, {@code name: value} a line.
 */
final class DesktopImageJ {

	private static final long PATIENCE_SECONDS = 60;

	private DesktopImageJ() {}

	/** @param arguments menu entry, its first file, folder for results, file for a picture of the dialog, labels of boxes to tick */
	public static void main(final String... arguments) throws Exception {
		new ImageJ();
		menu();
		final Recorder recorder = new Recorder();
		final String entry = arguments[0];
		IJ.doCommand(entry);
		final GenericDialog dialog = (GenericDialog) await(() -> window(entry.replace("...", "")));
		TimeUnit.MILLISECONDS.sleep(500); // until it is painted
		ImageIO.write(new Robot().createScreenCapture(dialog.getBounds()), "png", new File(arguments[3]));
		((TextField) dialog.getStringFields().get(0)).setText(arguments[1]);
		final File first = new File(arguments[2], "by dialog");
		((TextField) dialog.getStringFields().get(1)).setText(first.getPath());
		final List<String> ticked = List.of(arguments).subList(4, arguments.length);
		if (!ticked.isEmpty()) for (final Object box : dialog.getCheckboxes()) if (ticked.contains(((Checkbox) box).getLabel().trim()))
			((Checkbox) box).setState(true);
		dialog.actionPerformed(new ActionEvent(dialog.getButtons()[0], ActionEvent.ACTION_PERFORMED, "OK"));
		final String recorded = (String) await(() -> recorder.getText().contains(entry) ? recorder.getText().trim() : null);
		await(() -> new File(first, "run.json").exists() ? first : null);
		System.out.println("recorded: " + recorded.replace('\n', ' '));
		IJ.runMacro(recorded.replace("by dialog", "by macro"));
		System.out.println("error: " + IJ.getErrorMessage());
		System.exit(0);
	}

	private static void menu() {
		print("menu", "Plugins", "Apical");
		print("sample", "File", "Open Samples");
		print("about", "Help", "About Plugins");
	}

	private static void print(final String name, final String menu, final String submenu) {
		final Menu entries = (Menu) item((Menu) item(null, menu), submenu);
		for (int i = 0; i < entries.getItemCount(); i++) System.out.println(name + ": " + entries.getItem(i).getLabel());
	}

	private static MenuItem item(final Menu menu, final String label) {
		final int n = menu == null ? Menus.getMenuBar().getMenuCount() : menu.getItemCount();
		for (int i = 0; i < n; i++) {
			final MenuItem item = menu == null ? Menus.getMenuBar().getMenu(i) : menu.getItem(i);
			if (item.getLabel().equals(label)) return item;
		}
		throw new IllegalStateException("No menu " + label);
	}

	private static Window window(final String title) {
		for (final Window window : Window.getWindows()) if (window instanceof GenericDialog dialog && dialog.isShowing() && dialog.getTitle()
			.equals(title)) return window;
		return null;
	}

	private static Object await(final Supplier<Object> something) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < end) {
			final Object found = something.get();
			if (found != null) return found;
			TimeUnit.MILLISECONDS.sleep(100);
		}
		throw new IllegalStateException("Nothing happened for " + PATIENCE_SECONDS + " s");
	}
}

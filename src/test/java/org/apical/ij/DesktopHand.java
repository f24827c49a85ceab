package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.gui.GenericDialog;

import java.awt.AWTException;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

/** A person's hand on mouse and keyboard of an ImageJ with a screen. Nothing is set but by clicks and keys. */
final class DesktopHand {

	private static final long PATIENCE_SECONDS = 300;
	private static final int PAUSE_MS = 30;

	private final ImageJ imagej;
	private final Robot robot;

	DesktopHand(final ImageJ imagej) throws AWTException {
		this.imagej = imagej;
		robot = new Robot();
		robot.setAutoDelay(PAUSE_MS);
		robot.setAutoWaitForIdle(true);
	}

	/** Chooses an entry of the menu bar, such as Plugins, Apical, Segment...; before that, a picture of the open menu unless the file is null. */
	void choose(final File picture, final String... path) throws IOException, InterruptedException {
		focus();
		key(KeyEvent.VK_F10);
		Menu open = Menus.getMenuBar().getMenu(0);
		// leftwards from the first, since to the right an entry's own menu would open
		for (int i = Menus.getMenuBar().getMenuCount() - 1; i > 0 && !open.getLabel().equals(path[0]); i--) {
			key(KeyEvent.VK_LEFT);
			open = Menus.getMenuBar().getMenu(i);
		}
		if (!open.getLabel().equals(path[0])) throw new IllegalArgumentException("No menu " + path[0]);
		for (int level = 1; level < path.length; level++) {
			final MenuItem item = moveTo(open, path[level]);
			if (item instanceof Menu inner) {
				key(KeyEvent.VK_RIGHT);
				open = inner;
			}
		}
		if (picture != null) picture(picture);
		key(KeyEvent.VK_ENTER);
	}

	/** Clicks ImageJ's own window until it has the keys; windows that have just opened take them late. */
	private void focus() throws InterruptedException {
		await("ImageJ's window", () -> {
			robot.delay(300);
			if (imagej.isFocused()) return "";
			click(imagej.getStatusBar(), imagej.getStatusBar().getWidth() / 8);
			return null;
		});
	}

	/** The first entry is the one that is marked when a menu opens; lines between entries are none. */
	private MenuItem moveTo(final Menu menu, final String label) {
		for (int i = 0; i < menu.getItemCount(); i++) {
			final MenuItem item = menu.getItem(i);
			if (item.getLabel().equals(label)) return item;
			if (!item.getLabel().equals("-")) key(KeyEvent.VK_DOWN);
		}
		throw new IllegalArgumentException("No entry " + label + " in " + menu.getLabel());
	}

	/** The dialog that is open or about to be. */
	static GenericDialog dialog() throws InterruptedException {
		return await("a dialog", () -> (GenericDialog) Arrays.stream(Window.getWindows()).filter(w -> w instanceof GenericDialog && w.isShowing())
			.findFirst().orElse(null));
	}

	/** Enters a value into the field of that parameter. */
	void enter(final Dialog dialog, final String name, final String value) throws InterruptedException {
		final Component field = field(dialog, name);
		if (field instanceof TextField text) {
			click(text, text.getWidth() / 2);
			key(KeyEvent.VK_END);
			for (int i = text.getText().length(); i > 0; i--) key(KeyEvent.VK_BACK_SPACE);
			value.chars().forEach(c -> type((char) c));
			await(name + " to read " + value, () -> text.getText().equals(value) ? "" : null);
		}
		else if (field instanceof Choice choice) {
			// opens and closes its list; from then on it has the arrow keys, and Return is never needed, which is OK where no list is open
			click(choice, choice.getWidth() / 2);
			click(choice, choice.getWidth() / 2);
			for (int i = choice.getSelectedIndex(); !choice.getItem(i).equals(value); i++) key(KeyEvent.VK_DOWN);
			await(name + " to be " + value, () -> choice.getSelectedItem().equals(value) ? "" : null);
		}
		else if (field instanceof Checkbox box) {
			if (box.getState() != Boolean.parseBoolean(value)) tick(box);
		}
		else throw new IllegalArgumentException("The dialog has no field " + name);
	}

	void tick(final Checkbox box) {
		click(box, box.getHeight() / 2);
	}

	private void type(final char c) {
		if (c == '_') {
			robot.keyPress(KeyEvent.VK_SHIFT);
			key(KeyEvent.VK_MINUS);
			robot.keyRelease(KeyEvent.VK_SHIFT);
			return;
		}
		final boolean shift = Character.isUpperCase(c);
		if (shift) robot.keyPress(KeyEvent.VK_SHIFT);
		key(KeyEvent.getExtendedKeyCodeForChar(c));
		if (shift) robot.keyRelease(KeyEvent.VK_SHIFT);
	}

	void key(final int code) {
		robot.keyPress(code);
		robot.keyRelease(code);
	}

	/** Clicks a button of a dialog by its label. */
	void press(final GenericDialog dialog, final String label) {
		final Component button = Arrays.stream(dialog.getButtons()).filter(b -> b != null && b.getLabel().trim().equals(label)).findFirst()
			.orElseThrow();
		click(button, button.getWidth() / 2);
	}

	private void click(final Component component, final int x) {
		final Point corner = component.getLocationOnScreen();
		robot.mouseMove(corner.x + x, corner.y + component.getHeight() / 2);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
	}

	/** A picture of the whole screen. */
	void picture(final File file) throws IOException {
		robot.delay(500); // until it is painted
		ImageIO.write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", file);
	}

	/** Waits for the end of a command, which ImageJ runs in a thread of its name. */
	static void awaitEnd(final String entry) throws InterruptedException {
		await("the end of " + entry, () -> Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals(entry)) ? "" : null);
		if (IJ.getErrorMessage() != null) throw new IllegalStateException(entry + " " + IJ.getErrorMessage());
	}

	/** A component by its name; null where there is none. */
	static Component field(final Container within, final String name) {
		for (final Component c : within.getComponents()) {
			if (name.equals(c.getName())) return c;
			final Component inner = c instanceof Container container ? field(container, name) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	/** Waits for something that is not null. */
	static <T> T await(final String what, final Supplier<T> something) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < end) {
			final T found = something.get();
			if (found != null) return found;
			TimeUnit.MILLISECONDS.sleep(50);
		}
		throw new IllegalStateException("Waited " + PATIENCE_SECONDS + " s for " + what);
	}
}

package org.apical.ij;

import ij.Executer;
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
import java.awt.EventQueue;
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
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

/** A person's hand on mouse and keyboard of an ImageJ with a screen. Nothing is set but by clicks and keys. */
final class DesktopHand {

	private static final long PATIENCE_SECONDS = 300;
	private static final int PAUSE_MS = 30;

	/** Rests before a click. */
	private static final int SETTLING = 5;

	private static final int TRIES = 5;
	private static final int TRY_SECONDS = 20;

	private final ImageJ imagej;
	private final Robot robot;
	/** The entry that ImageJ ran last. */
	private volatile String chosen;

	DesktopHand(final ImageJ imagej) throws AWTException {
		this.imagej = imagej;
		robot = new Robot();
		// not Robot's waiting for an idle toolkit: where a window repaints by a timer that takes seconds for each key
		robot.setAutoDelay(PAUSE_MS);
		Executer.addCommandListener(command -> chosen = command);
	}

	/**
	 * Chooses an entry of the menu bar, such as Plugins, Apical, Segment...; once more where a window that opened late took the
	 * keys away.
	 *
	 * @param picture file for a picture of the open menu; null for none
	 */
	void choose(final File picture, final String... path) {
		final String entry = path[path.length - 1];
		chosen = null;
		until(entry + " is chosen", () -> chosen != null, () -> {
			focus();
			open(path);
			if (picture != null) picture(picture);
			key(KeyEvent.VK_ENTER);
		});
		if (!entry.equals(chosen)) throw new IllegalStateException("Chose " + chosen + " instead of " + entry);
	}

	private void open(final String... path) {
		key(KeyEvent.VK_F10);
		Menu open = Menus.getMenuBar().getMenu(0);
		// leftwards from the first, since to the right an entry's own menu would open
		for (int i = Menus.getMenuBar().getMenuCount() - 1; i > 0 && !open.getLabel().equals(path[0]); i--) {
			key(KeyEvent.VK_LEFT);
			open = Menus.getMenuBar().getMenu(i);
		}
		if (!open.getLabel().equals(path[0])) throw new IllegalArgumentException("No menu " + path[0]);
		for (int level = 1; level < path.length; level++) {
			if (!(moveTo(open, path[level]) instanceof Menu inner)) continue;
			key(KeyEvent.VK_RIGHT);
			open = inner;
		}
	}

	/** Windows that have just opened take the keys late. */
	private void focus() {
		robot.delay(500);
		until("ImageJ's window has the keys", imagej::isFocused, () -> click(imagej.getStatusBar(), imagej.getStatusBar().getWidth() / 8));
	}

	/** Does something, and again where it went astray, as a busy machine loses clicks. */
	private void until(final String what, final BooleanSupplier done, final Runnable act) {
		for (int i = 0; i < TRIES && !done.getAsBoolean(); i++) {
			act.run();
			final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TRY_SECONDS);
			while (!done.getAsBoolean() && System.nanoTime() < end) robot.delay(50);
		}
		if (!done.getAsBoolean()) throw new IllegalStateException("Tried " + TRIES + " times until " + what);
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
	void enter(final Dialog dialog, final String name, final String value) {
		final Component field = field(dialog, name);
		if (field instanceof TextField text) until(name + " reads " + value, () -> text.getText().equals(value), () -> {
			// keys pressed before the click has been dealt with would go to the field before
			until(name + " has the keys", text::isFocusOwner, () -> click(text, text.getWidth() / 2));
			key(KeyEvent.VK_END);
			for (int i = text.getText().length(); i > 0; i--) key(KeyEvent.VK_BACK_SPACE);
			value.chars().forEach(c -> type((char) c));
		});
		else if (field instanceof Choice choice) until(name + " is " + value, () -> choice.getSelectedItem().equals(value), () -> {
			// opens and closes its list; from then on it has the arrow keys, and Return is never needed, which is OK where no list is open
			click(choice, choice.getWidth() / 2);
			click(choice, choice.getWidth() / 2);
			for (int i = choice.getSelectedIndex(); !choice.getItem(i).equals(value); i++) key(KeyEvent.VK_DOWN);
		});
		else if (field instanceof Checkbox box) tick(box, Boolean.parseBoolean(value));
		else throw new IllegalArgumentException("The dialog has no field " + name);
	}

	void tick(final Checkbox box, final boolean state) {
		until(box.getLabel() + " is " + state, () -> box.getState() == state, () -> click(box, box.getHeight() / 2));
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

	/** Clicks the button of a dialog that closes it. */
	void close(final GenericDialog dialog, final String label) {
		final Component button = Arrays.stream(dialog.getButtons()).filter(b -> b != null && b.getLabel().trim().equals(label)).findFirst()
			.orElseThrow();
		until(dialog.getTitle() + " is closed", () -> !dialog.isShowing(), () -> click(button, button.getWidth() / 2));
	}

	/** A click that comes while AWT still moves the focus for the last one or deals with a key is lost, and later ones with it. */
	private void settle() {
		try {
			for (int i = 0; i < SETTLING; i++) {
				robot.delay(PAUSE_MS);
				EventQueue.invokeAndWait(() -> {});
			}
		}
		catch (final InterruptedException | InvocationTargetException e) {
			throw new IllegalStateException(e);
		}
	}

	private void click(final Component component, final int x) {
		settle();
		final Point corner = component.getLocationOnScreen();
		robot.mouseMove(corner.x + x, corner.y + component.getHeight() / 2);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
	}

	/** A picture of the whole screen. */
	void picture(final File file) {
		robot.delay(500); // until it is painted
		try {
			ImageIO.write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
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

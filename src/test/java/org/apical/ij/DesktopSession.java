package org.apical.ij;

import ij.IJ;
import ij.ImageJ;

import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.io.File;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;

/**
 * What an experimenter does in ImageJ: starts a session, accepts its calibration, asks for rewards, stops it in an
 * emergency by key, releases that, closes the window and lets the session end. What was seen is printed.
 */
final class DesktopSession {

	private static final long PATIENCE_SECONDS = 100;

	private DesktopSession() {}

	/** @param arguments configuration, session folder, folder for pictures */
	public static void main(final String... arguments) throws Exception {
		new ImageJ();
		new Thread(() -> IJ.run("Closed loop...", "config=[" + arguments[0] + "] output=[" + arguments[1] + "]")).start();
		final JFrame window = (JFrame) await(() -> window("Closed loop: session"));
		await(() -> label(window, "stage").contains("baseline"));
		click(window, "Reward now");
		System.out.println("before:" + label(window, "device").substring(8));
		await(() -> button(window, "Start").getText().equals("Accept and start") && button(window, "Start").isEnabled());
		picture(window, new File(arguments[2], "calibration.png"));
		click(window, "Start");
		await(() -> label(window, "device").contains(", armed"));
		System.out.println("in trials:" + label(window, "device").substring(8));
		await(() -> label(window, "trials").matches("trials +[4-9] done .in trial.*") && label(window, "angle").matches("angle +(30|45|60) deg"));
		picture(window("Apical stimulus"), new File(arguments[2], "grating.png"));
		picture(window, new File(arguments[2], "session.png"));
		SwingUtilities.invokeAndWait(() -> KeyboardFocusManager.getCurrentKeyboardFocusManager().dispatchEvent(new KeyEvent(window,
			KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_F12, KeyEvent.CHAR_UNDEFINED)));
		await(() -> label(window, "device").contains("EMERGENCY STOP"));
		System.out.println("stopped:" + label(window, "device").substring(8));
		click(window, "Emergency stop");
		await(() -> label(window, "device").contains(", armed"));
		System.out.println("released:" + label(window, "device").substring(8));
		window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
		await(() -> !window.isDisplayable());
		await(() -> IJ.getLog() != null && IJ.getLog().contains("The session is in"));
		System.out.println("ended: " + IJ.getLog());
		System.exit(0);
	}

	private static Window window(final String title) {
		for (final Window window : Window.getWindows()) if (window instanceof Frame frame && frame.isShowing() && frame.getTitle()
			.equals(title)) return window;
		return null;
	}

	private static Component find(final Container within, final Predicate<Component> wanted) {
		for (final Component c : within.getComponents()) {
			if (wanted.test(c)) return c;
			final Component inner = c instanceof Container container ? find(container, wanted) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	private static String label(final JFrame window, final String name) {
		final Component label = find(window, c -> c instanceof JLabel l && l.getText() != null && l.getText().startsWith(name));
		return label == null ? "" : ((JLabel) label).getText();
	}

	private static AbstractButton button(final JFrame window, final String name) {
		return (AbstractButton) find(window, c -> c instanceof AbstractButton b && name.equals(b.getName()));
	}

	private static void click(final JFrame window, final String name) throws Exception {
		SwingUtilities.invokeAndWait(() -> button(window, name).doClick());
	}

	private static void picture(final Window window, final File file) throws Exception {
		final Rectangle bounds = window.getBounds();
		ImageIO.write(new Robot().createScreenCapture(bounds), "png", file);
	}

	/** Waits for something that is neither null nor false. */
	private static Object await(final Supplier<Object> something) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < end) {
			final Object found = something.get();
			if (found != null && !Boolean.FALSE.equals(found)) return found;
			TimeUnit.MILLISECONDS.sleep(20);
		}
		throw new IllegalStateException("Nothing happened for " + PATIENCE_SECONDS + " s; " + IJ.getLog());
	}
}

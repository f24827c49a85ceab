package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.HTMLDialog;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.WindowEvent;
import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;
import javax.swing.JEditorPane;
import javax.swing.text.Document;

/**
 * One entry of the menu in an ImageJ in which a person has work open: an image with a selection, two ROIs in the ROI
 * Manager, a table of results. The entry is chosen, filled in and recorded, or a recorded line runs in batch mode. What was
 * seen is printed, {@code name: value} a line; an image that comes out is saved.
 */
final class DesktopEntry {

	private static final long PATIENCE_SECONDS = 100;
	private static final int SETTLING = 5;

	private DesktopEntry() {}

	/** @param arguments the person's image; file for the image that comes out; then "macro" and a line, or "dialog", the entry, a file for the dialog's picture, key=value… */
	public static void main(final String... arguments) throws Exception {
		// the windows' thread would keep this process
		Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
			e.printStackTrace();
			if (thread.getName().equals("main")) System.exit(1);
		});
		final ImageJ imagej = new ImageJ();
		work(arguments[0]);
		final File result = new File(arguments[1]);
		final List<String> rest = List.of(arguments).subList(3, arguments.length);
		System.out.println("before: " + work());
		if (arguments[2].equals("macro")) macro(rest.get(0), result);
		else dialog(imagej, rest.get(0), new File(rest.get(1)), rest.subList(2, rest.size()), result);
		System.out.println("after: " + work());
		final List<Roi> more = managed().subList(2, managed().size());
		System.out.println("managed: " + more.stream().map(r -> r.getName() + r.getGroup() + r.getBounds()).toList());
		if (IJ.getErrorMessage() != null) System.out.println("error: " + IJ.getErrorMessage());
		System.exit(0);
	}

	private static void work(final String file) {
		IJ.open(file);
		final RoiManager manager = RoiManager.getRoiManager();
		manager.addRoi(roi("mine", 4, 5));
		manager.addRoi(roi("also mine", 30, 20));
		final ResultsTable table = ResultsTable.getResultsTable();
		table.incrementCounter();
		table.addValue("Mine", 4711);
		table.show("Results");
		IJ.getImage().setRoi(10, 10, 20, 15);
	}

	private static Roi roi(final String name, final int x, final int y) {
		final Roi roi = new Roi(x, y, 9, 8);
		roi.setName(name);
		roi.setGroup(1 + x % 3);
		return roi;
	}

	private static List<Roi> managed() {
		return List.of(RoiManager.getInstance().getRoisAsArray());
	}

	/** The person's work in one line, which nothing may change. */
	private static String work() {
		final ImagePlus image = WindowManager.getImage(WindowManager.getIDList()[0]);
		final CRC32 pixels = new CRC32();
		for (int i = 1; i <= image.getStackSize(); i++) for (final short v : (short[]) image.getStack().getPixels(i)) {
			pixels.update(v);
			pixels.update(v >> 8);
		}
		final ResultsTable table = ResultsTable.getResultsTable();
		return image.getTitle() + " " + pixels.getValue() + " " + image.getRoi() + " slice " + image.getCurrentSlice() + " overlay " + image
			.getOverlay() + " " + image.getDisplayRangeMin() + " " + image.getDisplayRangeMax() + " " + image.changes + managed().subList(0, 2) +
			table.size() + table.getColumnHeadings() + table.getRowAsString(0);
	}

	/** Prints every window that opens, were it only for a moment. */
	private static void macro(final String line, final File result) throws Exception {
		settle();
		final Set<Window> open = new HashSet<>(List.of(Window.getWindows()));
		Toolkit.getDefaultToolkit().addAWTEventListener(e -> {
			if (e.getID() == WindowEvent.WINDOW_OPENED && open.add((Window) e.getSource())) System.out.println("window: " + title((Window) e.getSource()));
		}, AWTEvent.WINDOW_EVENT_MASK);
		IJ.runMacro("setBatchMode(true);\n" + line + "\nif (nImages > 1) saveAs('tiff', '" + result + "');");
		settle();
	}

	/** Lets AWT deal with what is under way. Robot's waiting for an idle toolkit takes seconds where a window repaints by a timer. */
	private static void settle() throws Exception {
		for (int i = 0; i < SETTLING; i++) {
			TimeUnit.MILLISECONDS.sleep(50);
			EventQueue.invokeAndWait(() -> {});
		}
	}

	private static void dialog(final ImageJ imagej, final String entry, final File picture, final List<String> values, final File result)
		throws Exception
	{
		print("Plugins", "Apical");
		print("File", "Open Samples");
		print("Help", "About Plugins");
		final Recorder recorder = new Recorder();
		IJ.selectWindow(WindowManager.getIDList()[0]);
		IJ.doCommand(entry);
		if (!values.isEmpty() || picture.getName().startsWith("window")) {
			final Dialog dialog = (Dialog) await(DesktopEntry::dialog);
			TimeUnit.MILLISECONDS.sleep(500); // until it is painted
			ImageIO.write(new Robot().createScreenCapture(dialog.getBounds()), "png", picture);
			System.out.println("dialog: " + dialog.getTitle());
			if (dialog instanceof GenericDialog generic) System.out.println("help: " + help(generic));
			for (final String value : values) enter(dialog, value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
			if (dialog instanceof GenericDialog generic) generic.actionPerformed(new ActionEvent(generic.getButtons()[0],
				ActionEvent.ACTION_PERFORMED, "OK"));
			else dialog.dispose();
		}
		final Object end = await(() -> {
			final String error = IJ.getErrorMessage();
			return error != null ? error : Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(entry)) ? null : "";
		});
		if (!end.equals("")) throw new IllegalStateException((String) end);
		System.out.println("recorded: " + recorder.getText().trim().replace('\n', ' '));
		final int[] images = WindowManager.getIDList();
		if (images.length > 1) IJ.saveAs(WindowManager.getImage(images[1]), "tiff", result.getPath());
		for (final Frame frame : Frame.getFrames()) if (frame != imagej && frame != recorder && frame.isShowing()) System.out.println("open: " +
			frame.getTitle());
	}

	private static void print(final String menu, final String submenu) {
		final Menu entries = (Menu) item((Menu) item(null, menu), submenu);
		for (int i = 0; i < entries.getItemCount(); i++) System.out.println("menu: " + entries.getItem(i).getLabel());
	}

	/** @param menu null for the menu bar */
	private static MenuItem item(final Menu menu, final String label) {
		final int n = menu == null ? Menus.getMenuBar().getMenuCount() : menu.getItemCount();
		for (int i = 0; i < n; i++) {
			final MenuItem item = menu == null ? Menus.getMenuBar().getMenu(i) : menu.getItem(i);
			if (item.getLabel().equals(label)) return item;
		}
		throw new IllegalStateException("No menu " + label);
	}

	private static Dialog dialog() {
		return (Dialog) Arrays.stream(Window.getWindows()).filter(w -> w instanceof Dialog && w.isShowing()).findFirst().orElse(null);
	}

	/** What the button tells, on one line. */
	private static String help(final GenericDialog dialog) throws Exception {
		final Button button = Arrays.stream(dialog.getButtons()).filter(b -> b != null && b.getLabel().trim().equals("Help")).findFirst()
			.orElseThrow();
		// it waits until the help is closed
		EventQueue.invokeLater(() -> dialog.actionPerformed(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, "Help")));
		final HTMLDialog help = (HTMLDialog) await(() -> Arrays.stream(Window.getWindows()).filter(w -> w instanceof HTMLDialog && w.isShowing())
			.findFirst().orElse(null));
		final Document text = pane(help).getDocument();
		final String told = text.getText(0, text.getLength()).replace('\n', ' ');
		help.dispose();
		return told;
	}

	private static JEditorPane pane(final Container within) {
		for (final Component c : within.getComponents()) {
			if (c instanceof JEditorPane pane) return pane;
			final JEditorPane inner = c instanceof Container container ? pane(container) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	private static void enter(final Container within, final String name, final String value) {
		final Component field = field(within, name);
		if (field instanceof TextField text) text.setText(value);
		else if (field instanceof Choice choice) choice.select(value);
		else if (field instanceof Checkbox box) box.setState(Boolean.parseBoolean(value));
		else throw new IllegalStateException("The dialog has no field " + name);
	}

	private static Component field(final Container within, final String name) {
		for (final Component c : within.getComponents()) {
			if (name.equals(c.getName())) return c;
			final Component inner = c instanceof Container container ? field(container, name) : null;
			if (inner != null) return inner;
		}
		return null;
	}

	private static String title(final Window window) {
		return window instanceof Frame frame ? frame.getTitle() : window instanceof Dialog dialog ? dialog.getTitle() : window.getClass().getName();
	}

	private static Object await(final Supplier<Object> something) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < end) {
			final Object found = something.get();
			if (found != null) return found;
			TimeUnit.MILLISECONDS.sleep(50);
		}
		throw new IllegalStateException("Nothing happened for " + PATIENCE_SECONDS + " s");
	}
}

package org.apical.ij;

import ij.gui.DialogListener;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;

import java.awt.AWTEvent;
import java.awt.Checkbox;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apical.command.ParameterException;
import org.apical.command.Previewed.Preview;
import org.apical.recording.Progress;

/**
 * The box "Preview" of a dialog. While it is ticked, each change in the dialog starts a new preview, which ends the one
 * under way. Previews are made on a thread of their own, one at a time. The box is no parameter and never recorded.
 */
final class PreviewBox implements DialogListener {

	/** Makes a preview. */
	interface Maker {

		/**
		 * @param values texts by parameter
		 * @param progress throws {@link CancellationException} once nobody waits for the preview
		 */
		Preview make(Map<String, String> values, Progress progress) throws IOException;
	}

	/** So that not every digit of a number starts one. */
	private static final long PAUSE_MS = 300;
	/** A preview under way looks at its progress far more often. */
	private static final long PATIENCE_SECONDS = 30;

	private final GenericDialog dialog;
	private final Maker maker;
	private final Supplier<Map<String, String>> values;
	private final Checkbox box;
	private final MultiLineLabel message;
	private final String usual;
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
		final Thread t = new Thread(task, "Apical preview");
		t.setDaemon(true);
		return t;
	});
	/** The values that are wanted or shown; null where none are. */
	private volatile Map<String, String> wanted;
	private PreviewWindow window;

	/**
	 * Adds the box at the dialog's end.
	 *
	 * @param shows a line about what there is to see
	 * @param values what the dialog's fields hold
	 */
	PreviewBox(final GenericDialog dialog, final String shows, final Maker maker, final Supplier<Map<String, String>> values) {
		this.dialog = dialog;
		this.maker = maker;
		this.values = values;
		dialog.addCheckbox("Preview", false);
		box = (Checkbox) dialog.getCheckboxes().lastElement();
		// two lines, so that figures find their room
		usual = shows + "\n ";
		dialog.addMessage(usual);
		message = (MultiLineLabel) dialog.getMessage();
		dialog.addDialogListener(this);
	}

	/** On the event thread, but for the last call, whose event is null. */
	@Override
	public boolean dialogItemChanged(final GenericDialog changed, final AWTEvent event) {
		if (event != null) update();
		return true;
	}

	private void update() {
		final Map<String, String> now = box.getState() ? values.get() : null;
		if (now == null ? wanted == null : now.equals(wanted)) return;
		wanted = now;
		if (now == null) {
			if (window != null) window.hide();
			say(usual);
			return;
		}
		say("Preview: computing\n ");
		thread.schedule(() -> make(now), PAUSE_MS, TimeUnit.MILLISECONDS);
	}

	private void make(final Map<String, String> of) {
		if (wanted != of) return;
		try {
			final Preview preview = maker.make(of, (stage, done, total) -> {
				if (wanted != of) throw new CancellationException();
			});
			later(of, () -> show(preview));
		}
		catch (final CancellationException e) {
			// another one follows, or nobody looks any more
		}
		catch (final ParameterException e) {
			fail(of, e.parameter() + " " + e.getMessage());
		}
		catch (final IOException | UncheckedIOException | IllegalArgumentException e) {
			fail(of, e.getMessage());
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			fail(of, e.toString());
		}
	}

	private void fail(final Map<String, String> of, final String problem) {
		later(of, () -> {
			if (window != null) window.hide();
			say("No preview: " + problem + "\n ");
		});
	}

	private void later(final Map<String, String> of, final Runnable task) {
		EventQueue.invokeLater(() -> {
			if (wanted == of && dialog.isVisible()) task.run();
		});
	}

	private void show(final Preview preview) {
		if (window == null) window = new PreviewWindow(dialog, this::untick);
		say(preview.text()); // first, since the dialog may grow
		window.show(preview.picture());
	}

	private void untick() {
		box.setState(false);
		update();
	}

	private void say(final String text) {
		message.setText(text);
		message.invalidate();
		final Dimension needed = dialog.getPreferredSize();
		if (needed.width > dialog.getWidth() || needed.height > dialog.getHeight()) dialog.pack();
		else dialog.validate();
	}

	/**
	 * Ends what is under way and takes the window away.
	 *
	 * @param wait until no input is read any more
	 */
	void close(final boolean wait) {
		wanted = null;
		thread.shutdownNow();
		EventQueue.invokeLater(() -> {
			if (window != null) window.close();
		});
		if (!wait) return;
		try {
			thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}

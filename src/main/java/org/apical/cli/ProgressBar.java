package org.apical.cli;

import java.io.Closeable;
import java.io.Console;
import java.io.PrintStream;

import org.apical.command.WarningEvent;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.plugin.Parameter;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

import java.util.List;

/** Draws SciJava's status as a bar on a terminal; warnings and news are printed whether it is a terminal or not. */
final class ProgressBar implements Closeable {

	private static final int WIDTH = 32;

	private final PrintStream terminal;
	private final boolean drawn;
	private final String full;
	private final String empty;
	private final EventService events;
	private final List<EventSubscriber<?>> subscribers;
	private int lineLength;

	/** @param console what the terminal is, null to print no bar */
	ProgressBar(final Context context, final PrintStream terminal, final Console console) {
		this.terminal = terminal;
		drawn = console != null;
		final boolean blocks = drawn && console.charset().newEncoder().canEncode("█·");
		full = blocks ? "█" : "#";
		empty = blocks ? "·" : ".";
		events = context.service(EventService.class);
		subscribers = events.subscribe(this);
	}

	@EventHandler
	private void onEvent(final StatusEvent status) {
		if (status.getProgressMaximum() > 0) {
			if (drawn) draw(status);
		}
		else if (!status.getStatusMessage().isBlank()) {
			wipe();
			terminal.println(status.getStatusMessage());
		}
	}

	@EventHandler
	private void onEvent(final WarningEvent warning) {
		wipe();
		terminal.println("Warning: " + warning.text());
		warning.consume();
	}

	private synchronized void draw(final StatusEvent status) {
		final double share = (double) status.getProgressValue() / status.getProgressMaximum();
		final int done = (int) Math.round(share * WIDTH);
		final String line = String.format("[%s%s] %3.0f %% %s", full.repeat(done), empty.repeat(WIDTH - done), 100 * share, status
			.getStatusMessage());
		terminal.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
		terminal.flush();
		lineLength = line.length();
	}

	/** The bar, and a ^C that the terminal may have put behind it. */
	private synchronized void wipe() {
		if (lineLength > 0) terminal.print("\r" + " ".repeat(lineLength + 2) + "\r");
		lineLength = 0;
	}

	@Override
	public void close() {
		events.unsubscribe(subscribers);
		wipe();
	}
}

package org.apical.ij;

import ij.IJ;

import java.io.Closeable;
import java.util.List;

import org.apical.command.WarningEvent;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

/** Shows SciJava's status in ImageJ's status bar and warnings in its log, and lets the Escape key cancel the command. */
final class ImageJProgress implements Closeable {

	private final Cancelable command;
	private final EventService events;
	private final List<EventSubscriber<?>> subscribers;

	ImageJProgress(final Context context, final Cancelable command) {
		this.command = command;
		IJ.resetEscape();
		events = context.service(EventService.class);
		subscribers = events.subscribe(this);
	}

	@EventHandler
	private void onEvent(final StatusEvent status) {
		lookForEscape();
		if (status.getProgressMaximum() > 0) {
			IJ.showProgress(status.getProgressValue(), status.getProgressMaximum());
			IJ.showStatus(status.getStatusMessage());
		}
	}

	@EventHandler
	private void onEvent(final WarningEvent warning) {
		lookForEscape();
		CommandPlugIn.say("Warning: " + warning.text());
		warning.consume();
	}

	private void lookForEscape() {
		if (IJ.escapePressed()) command.cancel("Cancelled");
	}

	@Override
	public void close() {
		events.unsubscribe(subscribers);
		IJ.showProgress(1, 1);
		IJ.showStatus("");
	}
}

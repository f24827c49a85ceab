package org.apical.command;

import org.scijava.event.SciJavaEvent;

/**
 * Something is not as it should be, but does not stop the run. Whoever shows it to the user consumes it; one that nobody has
 * consumed goes to the log. (SciJava's own warnings, a kind of status, would each open a dialog in ImageJ2 that has to be closed, in
 * the middle of a macro too.)
 */
public final class WarningEvent extends SciJavaEvent {

	private final String text;

	WarningEvent(final String text) {
		this.text = text;
	}

	/** One line. */
	public String text() {
		return text;
	}
}

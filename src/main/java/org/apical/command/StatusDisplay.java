package org.apical.command;

import org.scijava.app.StatusService;
import org.scijava.event.EventService;
import org.scijava.log.LogService;

/** Shows in SciJava's status line, not more often than an eye can follow. Warnings are events. */
final class StatusDisplay implements Display {

	private static final long INTERVAL_NANOS = 50_000_000;

	private final StatusService status;
	private final EventService events;
	private final LogService log;
	private volatile long last;

	StatusDisplay(final StatusService status, final EventService events, final LogService log) {
		this.status = status;
		this.events = events;
		this.log = log;
	}

	@Override
	public void progress(final String stage, final long done, final long total) {
		final long now = System.nanoTime();
		if (done < total && now - last < INTERVAL_NANOS) return;
		last = now;
		// The status takes ints; a thousandth is finer than any bar.
		status.showStatus((int) (total <= 0 ? 0 : 1000 * done / total), 1000, stage);
	}

	@Override
	public void tell(final String text) {
		status.showStatus(text);
	}

	@Override
	public void warn(final String text) {
		final WarningEvent warning = new WarningEvent(text);
		events.publish(warning);
		if (!warning.isConsumed()) log.warn(text);
	}
}

package org.apical.command;

import org.scijava.app.StatusService;

/** Shows in SciJava's status line, not more often than an eye can follow. */
final class StatusDisplay implements Display {

	private static final long INTERVAL_NANOS = 50_000_000;

	private final StatusService status;
	private volatile long last;

	StatusDisplay(final StatusService status) {
		this.status = status;
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
		status.warn(text);
	}
}

package org.apical.online.source;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long to wait for a frame: for the first as long as it takes, then for a limited time. For one thread. */
public final class Patience {

	private final long limitNanos;
	private long heardNanos;
	private boolean started;

	/** @param limitSeconds 0 to wait for ever */
	public Patience(final double limitSeconds) {
		limitNanos = limitSeconds == 0 ? Long.MAX_VALUE : (long) (limitSeconds * TimeUnit.SECONDS.toNanos(1));
	}

	/** Something came. */
	public void renew() {
		heardNanos = System.nanoTime();
		started = true;
	}

	public boolean isExhausted() {
		return started && silentNanos() > limitNanos;
	}

	/** Time since something came, 0 before. */
	public long silentNanos() {
		return started ? System.nanoTime() - heardNanos : 0;
	}

	/** Pauses the thread. */
	public static void pause(final long nanos) throws InterruptedException {
		if (Thread.interrupted()) throw new InterruptedException();
		if (nanos == 0) Thread.onSpinWait();
		else LockSupport.parkNanos(nanos);
	}
}

package org.apical.online;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells a person lines from a thread of its own, so that who says one never waits: a terminal that was stopped, a pipe that
 * nobody reads or a busy status bar hold up this thread alone. Of what cannot be told in time the newest lines are left out,
 * and how many is said afterwards; the session's record has them all.
 */
public final class News implements Consumer<String>, AutoCloseable {

	/** Lines that may wait to be told. */
	private static final int MOST = 1000;
	private static final long LOOK_MILLIS = 100;
	/** A listener that hangs is left behind after this. */
	private static final long MILLIS_TO_END = 1000;

	private final Consumer<String> listener;
	private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST);
	private final AtomicLong leftOut = new AtomicLong();
	private final Thread thread = new Thread(this::tell, "apical-news");
	private volatile boolean closed;

	/** @param listener is told one line at a time, once this was begun; may wait */
	public News(final Consumer<String> listener) {
		this.listener = listener;
	}

	/** Lets lines through, those that came before too. Once. */
	public void begin() {
		thread.setDaemon(true);
		thread.start();
	}

	/** From any thread. */
	@Override
	public void accept(final String line) {
		if (!waiting.offer(line)) leftOut.incrementAndGet();
	}

	private void tell() {
		try {
			while (!closed || !waiting.isEmpty()) {
				final String line = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
				if (line != null) hand(line);
				final long missing = waiting.isEmpty() ? leftOut.getAndSet(0) : 0;
				if (missing > 0) hand(missing + " more lines were not shown in time; the session's record has them");
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt(); // nobody interrupts this thread but the end of the program
		}
	}

	private void hand(final String line) {
		try {
			listener.accept(line);
		}
		catch (final RuntimeException e) {
			leftOut.incrementAndGet(); // a session does not end for want of a listener
		}
	}

	/** Tells what waits, but gives the listener no more than a second for it. Once more is harmless. */
	@Override
	public void close() {
		closed = true;
		try {
			thread.join(MILLIS_TO_END);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}

package org.apical.ij.bci;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import javax.swing.SwingUtilities;

import org.apical.command.SessionDisplay;
import org.apical.online.LiveLoop;
import org.apical.online.LoopStatus;
import org.scijava.plugin.Plugin;

/**
 * The experimenter's window of a session. A thread of its own takes what the loop lays into its slot and has it painted
 * fifteen times a second; the loop never waits for it, and goes on when the window is closed.
 */
@Plugin(type = SessionDisplay.class)
public final class SessionWindow implements SessionDisplay {

	/** More often than frames come, so that every plane is seen. */
	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
	private static final long PAINT_NANOS = TimeUnit.SECONDS.toNanos(1) / 15;

	private final Observation seen = new Observation();
	private final AtomicBoolean painting = new AtomicBoolean();
	private volatile boolean open;
	private volatile SessionFrame frame;

	@Override
	public void open(final LiveLoop loop, final LoopStatus status, final String title) {
		open = true;
		final Thread thread = new Thread(() -> watch(loop, status, title), "apical-window");
		thread.setDaemon(true);
		thread.start();
	}

	private void watch(final LiveLoop loop, final LoopStatus status, final String title) {
		try {
			SwingUtilities.invokeAndWait(() -> frame = new SessionFrame(title, seen, loop, status));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return;
		}
		catch (final InvocationTargetException | AWTError | HeadlessException e) {
			loop.say("The session has no window: " + (e.getCause() == null ? e : e.getCause()).getMessage());
			return;
		}
		long painted = System.nanoTime();
		while (open && frame.isDisplayable()) {
			final LoopStatus.Snapshot snapshot = status.take();
			if (snapshot != null) seen.add(snapshot, status.field());
			status.look(seen::add);
			if (System.nanoTime() - painted >= PAINT_NANOS) {
				painted = System.nanoTime();
				paint();
			}
			LockSupport.parkNanos(this, LOOK_NANOS);
		}
		SwingUtilities.invokeLater(frame::dispose);
	}

	/** Unless the last painting is still under way. */
	private void paint() {
		if (!painting.compareAndSet(false, true)) return;
		SwingUtilities.invokeLater(() -> {
			try {
				frame.refresh();
			}
			finally {
				painting.set(false);
			}
		});
	}

	@Override
	public void close() {
		open = false;
	}
}

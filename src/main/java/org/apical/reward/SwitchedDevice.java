package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A device whose valve is an output that this computer switches on and off, by requests that are answered at once. Where
 * the device can also be told to switch it off by itself ({@link #timesValve}), the computer only makes sure a little
 * later. One request at a time is under way; whoever makes one holds the lock.
 */
abstract class SwitchedDevice implements RewardDevice {

	private static final long MAKING_SURE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

	private volatile ByteLink link;
	private ByteReader reader;
	private int timeoutMillis;
	private boolean cutShort;

	/** Takes the settings and opens the way to the device. */
	protected abstract ByteLink connect(DeviceSettings settings) throws IOException;

	/** Sees that the device is what it should be, and prepares it. */
	protected abstract void shakeHands() throws IOException;

	/** Opens the valve and sees that it did. Closes after that time by itself, where the device can. */
	protected abstract void openValve(Duration forTime) throws IOException;

	/** Closes the valve and sees that it did. */
	protected abstract void closeValve() throws IOException;

	/** Whether an answer speaks of the valve, and not only of the request's arrival. */
	protected boolean seesValve() {
		return true;
	}

	/** @return bytes of the device, which have to come within the time-out from now */
	protected final ByteReader answer() {
		return answerWithin(timeoutMillis);
	}

	protected final ByteReader answerWithin(final int millis) {
		reader.expectWithin(millis);
		return reader;
	}

	protected final void send(final int... values) throws IOException {
		final byte[] bytes = new byte[values.length];
		for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
		send(bytes);
	}

	protected final void send(final byte[] bytes) throws IOException {
		final ByteLink open = link;
		if (open == null) throw new IOException("The device is closed");
		open.write(bytes);
	}

	@Override
	public final synchronized void open(final DeviceSettings settings) throws IOException {
		timeoutMillis = settings.integer("timeout_ms", 50, 10_000);
		link = connect(settings);
		reader = new ByteReader(link);
		shakeHands();
		closeValve();
	}

	/** If it fails, it is for the gate to have the valve closed. */
	@Override
	public final synchronized Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
		cutShort = false;
		final long sent = System.nanoTime();
		openValve(valveOpen);
		final long acknowledged = System.nanoTime();
		final long opened = sent + (acknowledged - sent) / 2; // the likeliest moment
		waitUntil(valveOpen.toNanos() + (timesValve() ? acknowledged + MAKING_SURE_NANOS : opened));
		final long end = System.nanoTime();
		closeValve();
		return new Receipt(sequence, timesValve() && !cutShort ? valveOpen : Duration.ofNanos(end - opened), seesValve());
	}

	/** Gives up the lock meanwhile, so that {@link #shut} can cut it short. */
	private void waitUntil(final long nanoTime) {
		try {
			for (long left = nanoTime - System.nanoTime(); left > 0 && !cutShort; left = nanoTime - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt(); // someone ends the program: close the valve now
		}
	}

	@Override
	public final synchronized void shut() throws IOException {
		cutShort = true;
		notifyAll();
		if (link != null) closeValve();
	}

	/** Takes no lock: also ends a request that is waiting for its answer. */
	@Override
	public void close() {
		final ByteLink open = link;
		link = null;
		if (open != null) open.close();
	}
}

package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Talks to a device on a thread of its own, one reward at a time. A device that fails is closed and opened again after
 * 0.1 s, doubling to 5 s. Its monitor guards all that it and its {@link SafetyGate} know; the listener is called under it,
 * the device never.
 */
final class DeviceWorker {

	private static final long BEAT_MILLIS = 100;
	private static final long FIRST_RETRY_MILLIS = 100;
	private static final long LAST_RETRY_MILLIS = 5000;
	/** For how long, beyond its valve's time, a device may keep the thread before it counts as hung. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
	private static final long CLOSE_MILLIS = 1000;
	/** How soon a valve is told again to close, while the reward that may open it is under way. */
	private static final long SHUT_AGAIN_MILLIS = 10;

	private interface DeviceCall {

		void run() throws IOException;
	}

	private final RewardDevice device;
	private final DeviceSettings settings;
	private final RewardListener listener;
	private final long maximumAgeNanos;
	private final Thread thread = new Thread(this::work, "apical-reward");

	private boolean closed;
	/** Whether a reward is under way, from its acceptance to its end. */
	private boolean pending;
	private boolean withdrawn;
	private long sequence;
	private long requestedNanos;
	private long openMicros;
	/** Until when the device should have returned from the call it is in. */
	private long patienceEnds = Long.MAX_VALUE;
	private DeviceState state = DeviceState.CLOSED;

	/** Opens the device. */
	DeviceWorker(final RewardDevice device, final DeviceSettings settings, final Duration maximumAge, final RewardListener listener)
		throws IOException
	{
		this.device = device;
		this.settings = settings;
		this.listener = listener;
		maximumAgeNanos = maximumAge.toNanos();
		try {
			device.open(settings);
		}
		catch (final IOException | RuntimeException e) {
			device.close();
			throw e;
		}
		enter(DeviceState.READY);
		thread.setDaemon(true);
		thread.start();
	}

	synchronized DeviceState state() {
		final boolean hangs = patienceEnds != Long.MAX_VALUE && System.nanoTime() - patienceEnds > 0;
		return hangs && state.isReady() ? DeviceState.failed("does not return") : state;
	}

	synchronized boolean isBusy() {
		return pending;
	}

	synchronized boolean isClosed() {
		return closed;
	}

	/** Hands over a reward; only when not busy. */
	synchronized void submit(final long number, final long nanoTime, final long micros) {
		sequence = number;
		requestedNanos = nanoTime;
		openMicros = micros;
		withdrawn = false;
		pending = true;
		notifyAll();
	}

	/** Takes a reward back, if it is not sent yet. */
	synchronized void withdraw() {
		withdrawn = true;
	}

	/** Closes the valve without waiting, even while the thread waits for the very reward that is to be cut short. */
	void shutSoon() {
		final long number = underWay();
		final Thread closer = new Thread(() -> shutUntilEnded(number), "apical-reward-stop");
		closer.setDaemon(true);
		closer.start();
	}

	/** A reward on its way to the device may open the valve behind the first order to close it, so that one is not enough. */
	private void shutUntilEnded(final long number) {
		final long end = System.nanoTime() + PATIENCE_NANOS;
		shut();
		while (number != 0 && underWay() == number && System.nanoTime() - end < 0) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SHUT_AGAIN_MILLIS));
			if (underWay() == number) shut();
		}
	}

	/** @return the number of the reward under way, 0 for none */
	private synchronized long underWay() {
		return pending ? sequence : 0;
	}

	/** Closes the valve, then the device. Waits 1 s at most for what the device is about to do. */
	void close() {
		final boolean open;
		synchronized (this) {
			if (closed) return;
			open = state.isReady();
			closed = true;
			notifyAll();
		}
		if (open) shut();
		try {
			final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
			while (thread.isAlive() && System.nanoTime() - end < 0) {
				thread.join(SHUT_AGAIN_MILLIS);
				if (open && isBusy()) shut();
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		quietly(device::close);
		enter(DeviceState.CLOSED);
	}

	private void work() {
		long retryMillis = FIRST_RETRY_MILLIS;
		while (true) {
			final boolean ready = isReady();
			if (!await(ready ? BEAT_MILLIS : retryMillis)) return;
			if (isBusy()) pay();
			else if (ready) attempt(device::beat);
			else retryMillis = reopen() ? FIRST_RETRY_MILLIS : Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
		}
	}

	private synchronized boolean isReady() {
		return state.isReady();
	}

	/** Waits for a reward, but not for longer than this. @return false when closed */
	private synchronized boolean await(final long millis) {
		final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		long left = end - System.nanoTime();
		while (!closed && !pending && left > 0) {
			try {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
			catch (final InterruptedException e) {
				return false; // nobody but the end of the program interrupts this thread
			}
			left = end - System.nanoTime();
		}
		return !closed;
	}

	private void pay() {
		final String obstacle = obstacle();
		if (obstacle != null) {
			end(RewardOutcome.NOT_PAID, obstacle);
			return;
		}
		final Duration open = Duration.ofNanos(1000 * openMicros);
		expectWithin(open.toNanos() + PATIENCE_NANOS);
		try {
			final Receipt receipt = device.reward(sequence, open);
			if (receipt.sequence() != sequence) throw new IOException("acknowledged reward " + receipt.sequence() + " instead of " + sequence);
			end(receipt.confirmed() ? RewardOutcome.PAID : RewardOutcome.SENT, "");
		}
		catch (final RewardRefusedException e) {
			end(RewardOutcome.NOT_PAID, e.getMessage());
		}
		catch (final IOException | RuntimeException | Error e) {
			// an error too, such as of a plug-in that misses its library: without this thread the gate would be busy for ever
			enter(DeviceState.failed(reason(e)));
			end(RewardOutcome.UNCERTAIN, reason(e));
			letGo();
		}
		finally {
			returned();
		}
	}

	/** Why the reward must not be sent any more, or null. */
	private synchronized String obstacle() {
		if (withdrawn) return "disarmed before it was sent";
		final long age = System.nanoTime() - requestedNanos;
		return age > maximumAgeNanos ? "dropped, the device was busy for " + TimeUnit.NANOSECONDS.toMillis(age) + " ms" : null;
	}

	private synchronized void end(final RewardOutcome outcome, final String detail) {
		pending = false;
		listener.ended(sequence, outcome, System.nanoTime(), detail);
	}

	/** @return whether it went well; if not, the device has failed */
	private boolean attempt(final DeviceCall call) {
		expectWithin(PATIENCE_NANOS);
		try {
			call.run();
			return true;
		}
		catch (final IOException | RuntimeException | Error e) {
			enter(DeviceState.failed(reason(e)));
			letGo();
			return false;
		}
		finally {
			returned();
		}
	}

	private boolean reopen() {
		quietly(device::close); // a valve that could not be closed is no reason to have let go before
		final boolean open = attempt(() -> device.open(settings));
		if (open) enter(DeviceState.READY);
		return open;
	}

	private synchronized void expectWithin(final long nanos) {
		patienceEnds = System.nanoTime() + nanos;
	}

	private synchronized void returned() {
		patienceEnds = Long.MAX_VALUE;
	}

	private void shut() {
		try {
			device.shut();
		}
		catch (final IOException | RuntimeException | Error e) {
			enter(DeviceState.failed("could not be told to close its valve: " + reason(e)));
		}
	}

	/** Closes what has failed; its valve first, if it still can. */
	private void letGo() {
		quietly(device::shut);
		quietly(device::close);
	}

	/** For a device that is given up: whatever it throws, it is told already that it failed. */
	private static void quietly(final DeviceCall call) {
		try {
			call.run();
		}
		catch (final IOException | RuntimeException | Error e) {
			// told already
		}
	}

	private static String reason(final Throwable e) {
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}

	/** A device that fails while it is being closed is closed. */
	private synchronized void enter(final DeviceState next) {
		if (next.equals(state) || closed && next != DeviceState.CLOSED) return;
		state = next;
		listener.stateChanged(next);
	}
}

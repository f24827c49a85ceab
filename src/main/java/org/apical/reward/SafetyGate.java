package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stands before a device and decides what is paid. There is no other way to a device.
 *
 * <p>{@link #request} answers at once: it neither waits nor allocates. What it accepts, one reward at a time, a thread
 * of the gate's own hands to the device. A device that fails, or is silent, is closed and opened again after 0.1 s,
 * doubling to 5 s; meanwhile requests are refused. An accepted reward is asked of the device at most once. One that is
 * older than {@link SafetyLimits#maximumAge} when the device could have it is dropped; so nothing is ever paid late.
 *
 * <p>The valve is closed on {@link #emergencyStop()}, on {@link #close()}, when the device fails, and when Java ends.
 */
public final class SafetyGate implements AutoCloseable {

	private static final long BEAT_MILLIS = 100;
	private static final long FIRST_RETRY_MILLIS = 100;
	private static final long LAST_RETRY_MILLIS = 5000;
	/** For how long, beyond its valve's time, a device may keep the gate's thread before it counts as hung. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
	private static final long CLOSE_MILLIS = 1000;

	private final String key;
	private final RewardDevice device;
	private final DeviceSettings settings;
	private final ValveCalibration calibration;
	private final RewardListener listener;
	private final RewardBudget budget;
	private final long maximumAgeNanos;
	private final Thread worker = new Thread(this::work, "apical-reward");

	// All below is guarded by this. The listener is called under it, the device never.
	private boolean armed;
	private boolean stopped;
	private boolean closed;
	/** Whether a reward is under way, from its acceptance to its end. */
	private boolean pending;
	private long sequence;
	private long requestedNanos;
	private long openMicros;
	/** Until when the device should have returned from the call it is in. */
	private long patienceEnds = Long.MAX_VALUE;
	private DeviceState state = DeviceState.CLOSED;

	SafetyGate(final String key, final RewardDevice device, final DeviceSettings settings, final SafetyLimits limits,
		final ValveCalibration calibration, final RewardListener listener) throws IOException
	{
		this.key = key;
		this.device = device;
		this.settings = settings;
		this.calibration = calibration;
		this.listener = listener;
		budget = new RewardBudget(limits);
		maximumAgeNanos = limits.maximumAge().toNanos();
		try {
			device.open(settings);
		}
		catch (final IOException | RuntimeException e) {
			device.close();
			throw e;
		}
		enter(DeviceState.READY);
		worker.setDaemon(true);
		worker.start();
		OpenGates.add(this);
	}

	/** The device's key. */
	public String device() {
		return key;
	}

	/** Whether the valve closes by the device's own clock; if not, a computer that dies while it is open leaves it open. */
	public boolean timesValve() {
		return device.timesValve();
	}

	/**
	 * Lets rewards through from now on.
	 *
	 * @throws IllegalStateException after an emergency stop that was not released, or when closed
	 */
	public synchronized void arm() {
		if (closed) throw new IllegalStateException("The reward device is closed");
		if (stopped) throw new IllegalStateException("Rewards are stopped; release the emergency stop first");
		armed = true;
	}

	/** Lets no reward through; one whose valve is open already ends as it would. */
	public synchronized void disarm() {
		armed = false;
	}

	public synchronized boolean isArmed() {
		return armed;
	}

	/** Disarms and closes the valve, at once and without waiting; stays until {@link #releaseStop()}. */
	public synchronized void emergencyStop() {
		armed = false;
		stopped = true;
		// The gate's own thread may be waiting for the very reward that is to be cut short.
		final Thread closer = new Thread(this::shutValve, "apical-reward-stop");
		closer.setDaemon(true);
		closer.start();
	}

	/** Ends an emergency stop; the gate must be armed anew. */
	public synchronized void releaseStop() {
		stopped = false;
	}

	public synchronized boolean isStopped() {
		return stopped;
	}

	/** How the device is; a device that keeps the gate waiting for longer than it may shows as failed. */
	public synchronized DeviceState state() {
		return state.isReady() && System.nanoTime() - patienceEnds > 0 && patienceEnds != Long.MAX_VALUE ? DeviceState.failed(
			"does not return") : state;
	}

	/** Rewards accepted so far. */
	public synchronized int rewards() {
		return budget.rewards();
	}

	/** Volume of the rewards accepted so far, µl. */
	public synchronized double volumeUl() {
		return budget.volumeUl();
	}

	/**
	 * Asks for a reward. Returns at once, from any thread.
	 *
	 * @param nanoTime the moment that the reward is for, on the clock of {@link System#nanoTime()}: the arrival of the frame
	 *          that earned it, or now
	 * @param reason for the record
	 * @param trial for the record
	 * @return {@link RewardDecision#ACCEPTED}, or why not; the listener hears how an accepted one ends
	 */
	public synchronized RewardDecision request(final long nanoTime, final String reason, final int trial, final double volumeUl) {
		final long now = System.nanoTime();
		final double micros = calibration.openMicros(volumeUl);
		final RewardDecision decision = decide(now, nanoTime, volumeUl, micros);
		listener.decided(nanoTime, reason, trial, volumeUl, decision.isAccepted() ? sequence + 1 : 0, decision);
		if (decision.isAccepted()) {
			budget.spend(now, volumeUl);
			sequence++;
			requestedNanos = nanoTime;
			openMicros = Math.round(micros);
			pending = true;
			notifyAll();
		}
		return decision;
	}

	private RewardDecision decide(final long now, final long nanoTime, final double volumeUl, final double micros) {
		if (closed) return RewardDecision.CLOSED;
		if (stopped) return RewardDecision.EMERGENCY_STOP;
		if (!armed) return RewardDecision.NOT_ARMED;
		if (!state().isReady()) return RewardDecision.DEVICE_FAILED;
		if (pending) return RewardDecision.BUSY;
		if (nanoTime - now > 0 || now - nanoTime > maximumAgeNanos) return RewardDecision.STALE;
		return budget.decide(now, volumeUl, micros);
	}

	/** Closes the valve, then the device. Waits 1 s at most for what the device is about to do. */
	@Override
	public void close() {
		final boolean open;
		synchronized (this) {
			if (closed) return;
			open = state.isReady();
			closed = true;
			armed = false;
			notifyAll();
		}
		if (open) shutValve();
		try {
			worker.join(CLOSE_MILLIS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		device.close();
		enter(DeviceState.CLOSED);
		OpenGates.remove(this);
	}

	private void work() {
		long retryMillis = FIRST_RETRY_MILLIS;
		while (true) {
			final boolean ready = isReady();
			if (!await(ready ? BEAT_MILLIS : retryMillis)) return;
			if (isPending()) pay();
			else if (ready) attempt(device::beat);
			else retryMillis = reopen() ? FIRST_RETRY_MILLIS : Math.min(2 * retryMillis, LAST_RETRY_MILLIS);
		}
	}

	private synchronized boolean isReady() {
		return state.isReady();
	}

	private synchronized boolean isPending() {
		return pending;
	}

	/** Waits for a request, but not for longer than this. @return false when the gate is closed */
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
		watch(open.toNanos() + PATIENCE_NANOS);
		try {
			final Receipt receipt = device.reward(sequence, open);
			if (receipt.sequence() != sequence) throw new IOException("acknowledged reward " + receipt.sequence() + " instead of " + sequence);
			end(receipt.confirmed() ? RewardOutcome.PAID : RewardOutcome.SENT, "");
		}
		catch (final RewardRefusedException e) {
			end(RewardOutcome.NOT_PAID, e.getMessage());
		}
		catch (final IOException | RuntimeException e) {
			enter(DeviceState.failed(reason(e)));
			end(RewardOutcome.UNCERTAIN, reason(e));
			letGo();
		}
		finally {
			unwatch();
		}
	}

	/** Why the reward must not be sent any more, or null. */
	private synchronized String obstacle() {
		if (!armed) return "disarmed before it was sent";
		final long age = System.nanoTime() - requestedNanos;
		return age > maximumAgeNanos ? "dropped, the device was busy for " + TimeUnit.NANOSECONDS.toMillis(age) + " ms" : null;
	}

	private synchronized void end(final RewardOutcome outcome, final String detail) {
		pending = false;
		listener.ended(sequence, outcome, System.nanoTime(), detail);
	}

	private interface DeviceCall {

		void run() throws IOException;
	}

	/** @return whether it went well; if not, the device has failed */
	private boolean attempt(final DeviceCall call) {
		watch(PATIENCE_NANOS);
		try {
			call.run();
			return true;
		}
		catch (final IOException | RuntimeException e) {
			enter(DeviceState.failed(reason(e)));
			letGo();
			return false;
		}
		finally {
			unwatch();
		}
	}

	private boolean reopen() {
		device.close(); // a valve that could not be closed is no reason to have let go before
		final boolean open = attempt(() -> device.open(settings));
		if (open) enter(DeviceState.READY);
		return open;
	}

	private synchronized void watch(final long nanos) {
		patienceEnds = System.nanoTime() + nanos;
	}

	private synchronized void unwatch() {
		patienceEnds = Long.MAX_VALUE;
	}

	private void shutValve() {
		try {
			device.shut();
		}
		catch (final IOException | RuntimeException e) {
			enter(DeviceState.failed("could not be told to close its valve: " + reason(e)));
		}
	}

	/** Closes what has failed; its valve first, if it still can. */
	private void letGo() {
		try {
			device.shut();
		}
		catch (final IOException | RuntimeException e) {
			// that it failed is told already
		}
		device.close();
	}

	private static String reason(final Exception e) {
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}

	/** A device that fails while it is being closed is closed. */
	private synchronized void enter(final DeviceState next) {
		if (next.equals(state) || closed && next != DeviceState.CLOSED) return;
		state = next;
		listener.stateChanged(next);
	}
}

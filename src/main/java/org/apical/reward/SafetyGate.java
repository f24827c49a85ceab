package org.apical.reward;

import java.io.IOException;

/**
 * Stands before a device and decides what is paid. There is no other way to a device.
 *
 * <p>{@link #request} answers at once: it neither waits nor allocates. What it accepts, one reward at a time, a thread
 * of the gate's own hands to the device. A device that fails, or is silent, is closed and opened again by and by; meanwhile
 * requests are refused. An accepted reward is asked of the device at most once. One that is older than
 * {@link SafetyLimits#maximumAge} when the device could have it is dropped; so nothing is ever paid late.
 *
 * <p>The valve is closed on {@link #emergencyStop()}, on {@link #close()}, when the device fails, and when Java ends.
 */
public final class SafetyGate implements AutoCloseable {

	private final String key;
	private final RewardDevice device;
	private final ValveCalibration calibration;
	private final RewardListener listener;
	private final RewardBudget budget;
	private final long maximumAgeNanos;
	/** Its monitor guards what follows. */
	private final DeviceWorker worker;

	private boolean armed;
	private boolean stopped;

	SafetyGate(final String key, final RewardDevice device, final DeviceSettings settings, final SafetyLimits limits,
		final ValveCalibration calibration, final RewardListener listener) throws IOException
	{
		this.key = key;
		this.device = device;
		this.calibration = calibration;
		this.listener = listener;
		budget = new RewardBudget(limits);
		maximumAgeNanos = limits.maximumAge().toNanos();
		worker = new DeviceWorker(device, settings, limits.maximumAge(), listener);
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

	/** How the device is; a device that keeps the gate waiting for longer than it may shows as failed. */
	public DeviceState state() {
		return worker.state();
	}

	/**
	 * Lets rewards through from now on.
	 *
	 * @return false after an emergency stop that was not released, or when closed: then nothing is let through
	 */
	public boolean arm() {
		synchronized (worker) {
			armed = !stopped && !worker.isClosed();
			return armed;
		}
	}

	/** Lets no reward through; one whose valve is open already ends as it would. */
	public void disarm() {
		synchronized (worker) {
			armed = false;
			worker.withdraw();
		}
	}

	public boolean isArmed() {
		synchronized (worker) {
			return armed;
		}
	}

	/** Disarms and closes the valve, at once and without waiting; stays until {@link #releaseStop()}. */
	public void emergencyStop() {
		synchronized (worker) {
			stopped = true;
			disarm();
		}
		worker.shutSoon();
	}

	/** Ends an emergency stop; the gate must be armed anew. */
	public void releaseStop() {
		synchronized (worker) {
			stopped = false;
		}
	}

	public boolean isStopped() {
		synchronized (worker) {
			return stopped;
		}
	}

	/** Rewards accepted so far. */
	public int rewards() {
		synchronized (worker) {
			return budget.rewards();
		}
	}

	/** Volume of the rewards accepted so far, µl. */
	public double volumeUl() {
		synchronized (worker) {
			return budget.volumeUl();
		}
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
	public RewardDecision request(final long nanoTime, final String reason, final int trial, final double volumeUl) {
		final double openMicros = calibration.openMicros(volumeUl);
		synchronized (worker) {
			final long now = System.nanoTime();
			final RewardDecision decision = decide(now, nanoTime, volumeUl, openMicros);
			final long sequence = budget.rewards() + 1L;
			listener.decided(nanoTime, reason, trial, volumeUl, decision.isAccepted() ? sequence : 0, decision);
			if (decision.isAccepted()) {
				budget.spend(now, volumeUl);
				worker.submit(sequence, nanoTime, Math.round(openMicros));
			}
			return decision;
		}
	}

	private RewardDecision decide(final long now, final long nanoTime, final double volumeUl, final double openMicros) {
		if (worker.isClosed()) return RewardDecision.CLOSED;
		if (stopped) return RewardDecision.EMERGENCY_STOP;
		if (!armed) return RewardDecision.NOT_ARMED;
		if (!worker.state().isReady()) return RewardDecision.DEVICE_FAILED;
		if (worker.isBusy()) return RewardDecision.BUSY;
		if (nanoTime - now > 0 || now - nanoTime > maximumAgeNanos) return RewardDecision.STALE;
		return budget.decide(now, volumeUl, openMicros);
	}

	/** Disarms, closes the valve, then the device. */
	@Override
	public void close() {
		disarm();
		worker.close();
		OpenGates.remove(this);
	}
}

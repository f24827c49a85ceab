package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Pays some rewards one after the other, to test or calibrate a valve, and takes the time of their answers. */
public final class PulseTrain {

	private static final long LONGEST_ANSWER_NANOS = TimeUnit.SECONDS.toNanos(12);
	private static final ValveCalibration MICROLITRE_A_MS = new ValveCalibration(1, 0);

	private final int pulses;
	private final double openMs;
	private final Duration interval;
	private final double[] answerMs;
	private final Answers answers = new Answers();
	private boolean valveTimedByDevice;

	/** @param interval from one opening to the next, if the device is done by then */
	public PulseTrain(final int pulses, final double openMs, final Duration interval) {
		this.pulses = pulses;
		this.openMs = openMs;
		this.interval = interval;
		answerMs = new double[pulses];
	}

	/**
	 * @param progress hears of each reward before it is asked for, from 0
	 * @throws IllegalArgumentException for an unknown device or a wrong setting
	 * @throws IOException at the first reward that is not paid, with why
	 */
	public void run(final RewardDeviceService devices, final String key, final DeviceSettings settings, final IntConsumer progress)
		throws IOException
	{
		final SafetyLimits limits = new SafetyLimits(Duration.ZERO, pulses, pulses, Duration.ofMillis((long) Math.ceil(openMs)),
			Double.MAX_VALUE, Duration.ofSeconds(1));
		try (SafetyGate gate = devices.open(key, settings, limits, MICROLITRE_A_MS, answers)) {
			valveTimedByDevice = gate.timesValve();
			gate.arm();
			for (int i = 0; i < pulses; i++) {
				progress.accept(i);
				answerMs[i] = pay(gate);
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		}
	}

	private double pay(final SafetyGate gate) throws IOException, InterruptedException {
		final long start = System.nanoTime();
		final RewardDecision decision = gate.request(start, "test", 0, openMs);
		if (!decision.isAccepted()) throw new IOException("refused, " + decision.suppressedBy() + "; the device is " + gate.state().text());
		final double ms = (answers.await() - start) / 1e6;
		TimeUnit.NANOSECONDS.sleep(start + interval.toNanos() - System.nanoTime());
		return ms;
	}

	/** Whether the valve closed by the device's own clock. */
	public boolean isValveTimedByDevice() {
		return valveTimedByDevice;
	}

	/** Whether the device acknowledged the rewards; else one knows only that they were sent. */
	public boolean isAcknowledged() {
		return answers.outcome == RewardOutcome.PAID;
	}

	/** Median time from a request to its answer, ms; of most devices this includes the open time. */
	public double medianAnswerMs() {
		final double[] sorted = answerMs.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static final class Answers implements RewardListener {

		private RewardOutcome outcome;
		private String detail;
		private long nanoTime;

		@Override
		public synchronized void ended(final long sequence, final RewardOutcome how, final long when, final String why) {
			outcome = how;
			detail = why;
			nanoTime = when;
			notifyAll();
		}

		@Override
		public synchronized void decided(final long when, final String reason, final int trial, final double volumeUl,
			final long sequence, final RewardDecision decision)
		{
			outcome = null;
		}

		/** @return when the reward was paid */
		synchronized long await() throws IOException, InterruptedException {
			final long end = System.nanoTime() + LONGEST_ANSWER_NANOS;
			while (outcome == null && System.nanoTime() - end < 0) wait(100);
			if (outcome == null) throw new IOException("the device does not return");
			if (outcome == RewardOutcome.UNCERTAIN) throw new IOException("it is uncertain whether the valve opened: " + detail);
			if (outcome == RewardOutcome.NOT_PAID) throw new IOException("the valve did not open: " + detail);
			return nanoTime;
		}
	}
}

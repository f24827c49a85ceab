package org.apical.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps what a gate tells. */
final class Diary implements RewardListener {

	record Decided(long sequence, RewardDecision decision) {}

	record Ended(long sequence, RewardOutcome outcome, long nanoTime, String detail) {}

	private final List<Decided> decided = new ArrayList<>();
	private final List<Ended> ended = new ArrayList<>();
	private final List<DeviceState> states = new ArrayList<>();

	@Override
	public synchronized void decided(final long nanoTime, final String reason, final int trial, final double volumeUl,
		final long sequence, final RewardDecision decision)
	{
		decided.add(new Decided(sequence, decision));
	}

	@Override
	public synchronized void ended(final long sequence, final RewardOutcome outcome, final long nanoTime, final String detail) {
		ended.add(new Ended(sequence, outcome, nanoTime, detail));
		notifyAll();
	}

	@Override
	public synchronized void stateChanged(final DeviceState state) {
		states.add(state);
	}

	synchronized List<Decided> decided() {
		return List.copyOf(decided);
	}

	synchronized List<Ended> ended() {
		return List.copyOf(ended);
	}

	synchronized List<DeviceState> states() {
		return List.copyOf(states);
	}

	/** @return how the rewards ended, once there are so many; fails after 5 s */
	synchronized List<Ended> awaitEnded(final int count) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
		while (ended.size() < count && end - System.nanoTime() > 0) wait(50);
		if (ended.size() < count) throw new AssertionError(count + " rewards did not end: " + ended);
		return List.copyOf(ended);
	}
}

package org.apical.online;

import java.util.Locale;

import org.apical.online.record.Journal;
import org.apical.online.record.JournalEntry;
import org.apical.reward.DeviceState;
import org.apical.reward.RewardDecision;
import org.apical.reward.RewardListener;
import org.apical.reward.RewardOutcome;

/** Takes into the record what the safety gate tells. */
final class RewardRecord implements RewardListener {

	private final LiveLoop loop;
	private final Journal journal;
	private final String device;
	private final Runnable paid;

	RewardRecord(final LiveLoop loop, final Journal journal, final String device, final Runnable paid) {
		this.loop = loop;
		this.journal = journal;
		this.device = device;
		this.paid = paid;
	}

	@Override
	public void decided(final long nanoTime, final String reason, final int trial, final double volumeUl, final long sequence,
		final RewardDecision decision)
	{
		journal.add(new JournalEntry.Asked(loop.nowS(), trial, reason, device, sequence, volumeUl, decision
			.suppressedBy()));
	}

	@Override
	public void ended(final long sequence, final RewardOutcome outcome, final long nanoTime, final String detail) {
		journal.add(new JournalEntry.Ended(sequence, loop.taskSeconds(nanoTime), outcome.name().toLowerCase(Locale.ROOT), detail));
		if (outcome == RewardOutcome.PAID || outcome == RewardOutcome.SENT) paid.run();
		else loop.say("Reward " + sequence + ": " + outcome.name()
			.toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + detail);
	}

	@Override
	public void stateChanged(final DeviceState state) {
		loop.say("Reward device " + device + ": " + state.text());
	}
}

package org.apical.online;

import org.apical.online.record.Journal;
import org.apical.online.record.JournalEntry;
import org.apical.online.task.Task;
import org.apical.reward.RewardDecision;
import org.apical.reward.SafetyGate;

/**
 * Between the loop and the safety gate: arms it when trials begin, asks for the rewards that fall due and for those that a
 * person wants, stops them in an emergency. Nothing here waits for a device.
 */
public final class SessionRewards {

	/** Why a reward was asked for that a person wanted, and not the loop. */
	static final String MANUAL = "manual";
	/** Rewards that came too late because frames stopped coming. */
	private static final String LATE = "frames_stopped";

	private final LiveLoop session;
	private final Journal journal;
	private final double volumeUl;
	private SafetyGate gate;
	/** Whether the gate was armed since trials began, or since an emergency stop was released. */
	private volatile boolean armed;

	SessionRewards(final LiveLoop session, final Journal journal, final double volumeUl) {
		this.session = session;
		this.journal = journal;
		this.volumeUl = volumeUl;
	}

	/** @param opened not armed yet */
	void use(final SafetyGate opened) {
		gate = opened;
	}

	/** After each frame: does what the loop has come to. */
	void follow(final ClosedLoop loop, final long arrivalNanos, final double timeS) {
		if (!armed && loop.stage() == ClosedLoop.Stage.TRIALS) {
			armed = true;
			if (gate != null && !gate.isStopped()) gate.arm();
		}
		if (loop.reward() == Task.Reward.DUE && gate != null) gate.request(arrivalNanos, loop.rewardReason(), loop.rewardTrial(), volumeUl);
		else if (loop.reward() == Task.Reward.TOO_LATE) journal.add(new JournalEntry.Asked(timeS, loop.rewardTrial(), loop.rewardReason(),
			gate == null ? "" : gate.device(), 0, volumeUl, LATE));
	}

	/** No more rewards. */
	void disarm() {
		if (gate != null) gate.disarm();
	}

	/** From any thread: asks the gate for a reward now. @return what the gate said, null where there is none */
	public RewardDecision payNow() {
		return gate == null ? null : gate.request(System.nanoTime(), MANUAL, -1, volumeUl);
	}

	/** From any thread: disarms the gate and closes the valve at once. The session goes on without rewards. */
	public void emergencyStop() {
		if (gate == null || gate.isStopped()) return;
		gate.emergencyStop();
		session.say("Emergency stop: no rewards until it is released");
	}

	/** From any thread: ends an emergency stop; the gate is armed again with the next frame of the trials. */
	public void releaseStop() {
		if (gate == null || !gate.isStopped()) return;
		gate.releaseStop();
		armed = false;
		session.say("Emergency stop released");
	}

	/** The gate, for its state; null where there is none. */
	public SafetyGate gate() {
		return gate;
	}
}

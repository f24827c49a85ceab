package org.apical.reward;

/**
 * Is told of everything that happens at a {@link SafetyGate}, in its order and one call at a time. Must not block: the one
 * who asks for rewards may be waiting. A sequence number joins the two calls of an accepted request.
 */
public interface RewardListener {

	/** Hears nothing. */
	RewardListener NONE = new RewardListener() {};

	/**
	 * A request was made and decided upon. Called on the thread that asked, before the reward is sent.
	 *
	 * @param nanoTime the moment the request speaks of, as it was given
	 * @param sequence 0 unless it was accepted
	 */
	default void decided(final long nanoTime, final String reason, final int trial, final double volumeUl, final long sequence,
		final RewardDecision decision)
	{}

	/**
	 * An accepted request came to its end. Called on the gate's thread.
	 *
	 * @param nanoTime when, on the clock of {@link System#nanoTime()}
	 * @param detail why, if it was not paid; else empty
	 */
	default void ended(final long sequence, final RewardOutcome outcome, final long nanoTime, final String detail) {}

	/** The device failed, came back or was closed. Called on the gate's thread or the one that closes it. */
	default void stateChanged(final DeviceState state) {}
}

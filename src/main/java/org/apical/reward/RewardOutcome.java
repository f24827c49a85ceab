package org.apical.reward;

/** How an accepted request ended. None is ever tried again. */
public enum RewardOutcome {
	/** The device acknowledged it. */
	PAID,
	/** Sent to a device that cannot acknowledge. */
	SENT,
	/** The device failed before it acknowledged: the valve may have opened or not. */
	UNCERTAIN,
	/** Certainly not paid: too old, disarmed before it was sent, or refused by the device. */
	NOT_PAID
}

package org.apical.online.task;

import java.util.Locale;

/** What the animal is shown in a frame, as {@code frames.csv} names it. */
public enum TaskState {

	/** Before the first trial: gratings in random order, whatever the neurons do. */
	BASELINE,
	/** A trial begins. */
	GREY,
	/** The grating follows the readout. */
	RUN,
	/** After a hit the grating stands at the target. */
	FREEZE,
	/** After a hit's freeze, and wherever no trial runs. */
	BLACK,
	/** After a miss. */
	TIMEOUT;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}

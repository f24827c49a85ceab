package org.apical.signal;

import java.util.Locale;

/** The stretches of a session over which residuals are averaged (Francioni et al. 2026, Figs. 3 and 4). */
public enum Epoch {
	/** Windows of the trial proper in which the shown angle moved towards the target. */
	ERROR_REDUCTION,
	/** Windows of the trial proper in which the shown angle moved away from the target. */
	ERROR_INCREASE,
	/** The first seconds after a hit. */
	REWARD_HIT,
	/** The first seconds of the time-out after a miss. */
	REWARD_MISS,
	/** The last seconds before a hit. */
	OUTCOME_HIT,
	/** The last seconds before a time-out. */
	OUTCOME_MISS;

	/** The epoch as the tables write it, for example {@code error_reduction}. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Whether the epoch enters the contrast of error reduction against error increase. */
	public boolean isError() {
		return this == ERROR_REDUCTION || this == ERROR_INCREASE;
	}

	/**
	 * @param text a label; case, hyphens and blanks do not matter, and for the error epochs {@code reduction},
	 *          {@code increase}, {@code error_decrease} and {@code decrease} do as well
	 * @return the epoch, or null where the text names none of them (a table may hold epochs of its own)
	 */
	public static Epoch parse(final String text) {
		final String key = text.trim().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
		switch (key) {
			case "reduction": case "error_decrease": case "decrease":
				return ERROR_REDUCTION;
			case "increase":
				return ERROR_INCREASE;
			default:
				for (final Epoch epoch : values())
					if (epoch.label().equals(key)) return epoch;
				return null;
		}
	}
}

package org.apical.signal;

import java.util.Locale;

/**
 * One trial of the task.
 *
 * @param number as in the frame log
 * @param outcome how it ended
 * @param threshold of the readout for a hit; NaN where unknown
 * @param condition name of the manipulation; empty or {@code control} for none
 */
public record Trial(int number, Outcome outcome, double threshold, String condition) {

	/** How a trial ends. */
	public enum Outcome {
		HIT, MISS, ABORTED;

		/** @throws IllegalArgumentException for a name that is none of them */
		public static Outcome parse(final String text) {
			for (final Outcome outcome : values())
				if (outcome.name().equalsIgnoreCase(text.trim())) return outcome;
			throw new IllegalArgumentException("Outcome must be hit, miss or aborted, not '" + text + "'");
		}
	}

	/** Whether nothing was manipulated. */
	public boolean isControl() {
		return condition.isEmpty() || condition.toLowerCase(Locale.ROOT).equals("control");
	}
}

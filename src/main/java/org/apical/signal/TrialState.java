package org.apical.signal;

import java.util.Locale;

/** What the task does in a frame. */
public enum TrialState {
	BASELINE, GREY, RUN, FREEZE, BLACK, TIMEOUT;

	/** @throws IllegalArgumentException for a name that is none of them */
	public static TrialState parse(final String text) {
		for (final TrialState state : values())
			if (state.name().equalsIgnoreCase(text.trim())) return state;
		throw new IllegalArgumentException("State must be baseline, grey, run, freeze, black or timeout, not '" + text + "'");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}

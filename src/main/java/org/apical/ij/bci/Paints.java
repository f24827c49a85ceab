package org.apical.ij.bci;

import java.awt.Color;

/** Colours of the session's window: those of P+ and P- are told apart with any kind of colour vision. */
final class Paints {

	static final Color PLUS = new Color(0xE69F00), MINUS = new Color(0x56B4E9), OTHER = new Color(0x8A8A8A);
	static final Color X = new Color(0xF0F0F0), THRESHOLD = new Color(0xFF5050);
	static final Color GROUND = new Color(0x202020), FAINT = new Color(0x505050), TEXT = new Color(0xD0D0D0);

	private Paints() {}

	/** @param population as {@code Populations.of} names it */
	static Color of(final String population) {
		return population.equals("P+") ? PLUS : population.equals("P-") ? MINUS : OTHER;
	}
}

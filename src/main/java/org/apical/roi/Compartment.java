package org.apical.roi;

import java.util.Locale;

/** The part of a pyramidal neuron that a {@link Roi} shows. */
public enum Compartment {

	/** A cell body. */
	SOMA,
	/** A cross-section of the apical trunk: a small disc. */
	TRUNK,
	/** A stretch of dendrite in the image plane: thin and long. */
	DENDRITE;

	/** The word used in files: {@code soma}, {@code trunk} or {@code dendrite}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param word as in files, in any case
	 * @throws IllegalArgumentException where it names no compartment; the message lists those known
	 */
	public static Compartment of(final String word) {
		for (final Compartment c : values()) if (c.word().equalsIgnoreCase(word.trim())) return c;
		throw new IllegalArgumentException("Unknown compartment '" + word + "'; expected soma, trunk or dendrite");
	}
}

package org.apical.simulate;

import java.util.Locale;

/** What part of a neuron a simulated structure is. */
public enum Kind {

	/** A cell body: a bright ring about a dark nucleus. */
	SOMA,

	/** The apical trunk cut across: a small disc. */
	TRUNK,

	/** A dendrite lying in the plane: a thin curved tube. */
	DENDRITE;

	/** As written in tables: {@code soma}, {@code trunk} or {@code dendrite}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}

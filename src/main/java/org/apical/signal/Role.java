package org.apical.signal;

import java.util.Locale;

/** The causal role that the interface gave a neuron: its activity raises the readout, lowers it, or does not count. */
public enum Role {
	P_PLUS("P+", 1), P_MINUS("P-", -1), P0("P0", 0);

	private final String label;
	private final int sign;

	Role(final String label, final int sign) {
		this.label = label;
		this.sign = sign;
	}

	/** The role as the tables write it. */
	public String label() {
		return label;
	}

	/** Sign of the neuron's weight in the readout: 1, -1 or 0. */
	public int sign() {
		return sign;
	}

	/**
	 * @param text {@code P+}, {@code P-} or {@code P0}, or a spelling of them such as {@code p_plus} or {@code Pminus}
	 * @throws IllegalArgumentException for anything else
	 */
	public static Role parse(final String text) {
		switch (text.trim().toLowerCase(Locale.ROOT).replace('\u2212', '-').replace("_", "").replace(" ", "")) {
			case "p+": case "pplus":
				return P_PLUS;
			case "p-": case "pminus":
				return P_MINUS;
			case "p0": case "pzero":
				return P0;
			default:
				throw new IllegalArgumentException("Population must be P+, P- or P0, not '" + text + "'");
		}
	}

	@Override
	public String toString() {
		return label;
	}
}

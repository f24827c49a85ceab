package org.apical.online.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a number in a configuration measures: the units it may be written in, and what each is worth. */
enum Quantity {

	/** A plain number. */
	NUMBER("3", Map.of("", 1.0)),
	TIME("28 s", units("s", 1, "ms", 1e-3, "min", 60, "h", 3600)),
	FREQUENCY("15.46 Hz", units("Hz", 1, "kHz", 1e3)),
	PIXELS("40 px", units("px", 1)),
	VOLUME("4 ul", units("ul", 1, "µl", 1, "ml", 1e3)),
	SHARE("50 %", units("%", 0.01)),
	FLOW("0.1 ul/ms", units("ul/ms", 1, "µl/ms", 1, "ul/s", 1e-3, "µl/s", 1e-3));

	private final String example;
	private final Map<String, Double> units;

	Quantity(final String example, final Map<String, Double> units) {
		this.example = example;
		this.units = units;
	}

	private static Map<String, Double> units(final Object... pairs) {
		final Map<String, Double> units = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) units.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
		return units;
	}

	/**
	 * @return the value in the first of the units
	 * @throws IllegalArgumentException where it is no number, or its unit is missing or measures something else
	 */
	double parse(final String text) {
		final String[] parts = text.strip().split("(?<=[0-9.])\\s*(?=[^0-9.eE+-])", 2);
		final double number;
		try {
			number = Double.parseDouble(parts[0]);
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("'" + text + "' is no number; write it like " + example);
		}
		final Double worth = units.get(parts.length < 2 ? "" : parts[1]);
		if (worth == null || !Double.isFinite(number)) throw new IllegalArgumentException("'" + text + "' " + (parts.length < 2
			? "lacks its unit" : "is in no unit that fits here") + "; write it like " + example);
		return number * worth;
	}
}

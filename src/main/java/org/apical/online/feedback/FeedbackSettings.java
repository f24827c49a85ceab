package org.apical.online.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands under a feedback's key in the configuration. Every error is one line that names the setting. */
public final class FeedbackSettings {

	private final Map<String, String> values;
	private final List<String> asked = new ArrayList<>();

	FeedbackSettings(final Map<String, String> values) {
		this.values = values;
	}

	/** A text; the second where none is given. */
	public String text(final String key, final String otherwise) {
		asked.add(key);
		final String value = values.getOrDefault(key, "");
		return value.isBlank() ? otherwise : value.strip();
	}

	/** A number from least to most. */
	public double number(final String key, final double otherwise, final double least, final double most) {
		final String text = text(key, null);
		if (text == null) return otherwise;
		try {
			final double value = Double.parseDouble(text);
			if (value >= least && value <= most) return value;
		}
		catch (final NumberFormatException e) {
			// told below
		}
		throw wrong(key, text, "is not a number from " + least + " to " + most);
	}

	/** A whole number from least to most. */
	public int integer(final String key, final int otherwise, final int least, final int most) {
		final String text = text(key, null);
		if (text == null) return otherwise;
		try {
			final int value = Integer.parseInt(text);
			if (value >= least && value <= most) return value;
		}
		catch (final NumberFormatException e) {
			// told below
		}
		throw wrong(key, text, "is not a whole number from " + least + " to " + most);
	}

	static IllegalArgumentException wrong(final String key, final String found, final String why) {
		return new IllegalArgumentException("Feedback setting " + key + ": " + found + " " + why);
	}

	/** @throws IllegalArgumentException for a setting that nobody asked for */
	void close() {
		for (final String key : values.keySet())
			if (!asked.contains(key)) throw new IllegalArgumentException("Feedback has no setting \"" + key + "\"; there are " + String.join(
				", ", asked));
	}
}

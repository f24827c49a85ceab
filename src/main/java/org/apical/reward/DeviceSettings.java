package org.apical.reward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user has set of a device: keys and values, immutable. Every error is one line that names the key. */
public final class DeviceSettings {

	/** Nothing set: all defaults. */
	public static final DeviceSettings NONE = new DeviceSettings(Map.of());

	private final Map<String, String> values;

	private DeviceSettings(final Map<String, String> values) {
		this.values = values;
	}

	/** @param values texts, numbers or booleans, for example from a configuration file */
	public static DeviceSettings of(final Map<String, ?> values) {
		final Map<String, String> texts = new LinkedHashMap<>();
		values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
		return new DeviceSettings(texts);
	}

	/**
	 * @param text {@code key=value} pairs between white space
	 * @throws IllegalArgumentException for a word without "=" or a key given twice
	 */
	public static DeviceSettings parse(final String text) {
		final Map<String, String> values = new LinkedHashMap<>();
		for (final String word : text.strip().split("\\s+")) {
			if (word.isEmpty()) continue;
			final int equals = word.indexOf('=');
			if (equals < 1) throw new IllegalArgumentException("Device setting \"" + word + "\" is not of the form key=value");
			if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) throw new IllegalArgumentException(
				"Device setting \"" + word.substring(0, equals) + "\" is given twice");
		}
		return new DeviceSettings(values);
	}

	/** These settings with one more, or one replaced. */
	public DeviceSettings with(final String key, final Object value) {
		final Map<String, String> more = new LinkedHashMap<>(values);
		more.put(key, String.valueOf(value));
		return new DeviceSettings(more);
	}

	/**
	 * These settings with defaults for what is not set.
	 *
	 * @throws IllegalArgumentException for a key that is unknown or missing
	 */
	DeviceSettings completed(final String device, final List<Setting> known) {
		final Map<String, String> all = new LinkedHashMap<>();
		final List<String> missing = new ArrayList<>();
		for (final Setting setting : known) {
			final String value = values.getOrDefault(setting.key(), setting.initial());
			if (value == null) missing.add(setting.key() + " (" + setting.meaning() + ")");
			all.put(setting.key(), value);
		}
		for (final String key : values.keySet()) {
			if (!all.containsKey(key)) throw new IllegalArgumentException("Reward device " + device + " has no setting \"" + key + "\"; " + (all
				.isEmpty() ? "it has none" : "there are " + String.join(", ", all.keySet())));
		}
		if (!missing.isEmpty()) throw new IllegalArgumentException("Reward device " + device + " needs " + String.join(", ", missing));
		return new DeviceSettings(all);
	}

	/** @throws IllegalArgumentException if there is no such key */
	public String text(final String key) {
		final String value = values.get(key);
		if (value == null) throw new IllegalArgumentException("Device setting \"" + key + "\" is missing");
		return value;
	}

	/** @throws IllegalArgumentException unless it is a whole number from least to most; 0x… is hexadecimal */
	public int integer(final String key, final int least, final int most) {
		final String text = text(key);
		try {
			final int value = Integer.decode(text);
			if (value >= least && value <= most) return value;
		}
		catch (final NumberFormatException e) {
			// told below
		}
		throw new IllegalArgumentException("Device setting " + key + "=" + text + " is not a whole number from " + least + " to " + most);
	}

	/** @throws IllegalArgumentException unless it is true or false */
	public boolean flag(final String key) {
		final String text = text(key);
		if (text.equals("true") || text.equals("false")) return text.equals("true");
		throw new IllegalArgumentException("Device setting " + key + "=" + text + " is neither true nor false");
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof DeviceSettings settings && settings.values.equals(values);
	}

	@Override
	public int hashCode() {
		return values.hashCode();
	}

	/** As {@link #parse} reads it. */
	@Override
	public String toString() {
		return String.join(" ", values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
	}
}

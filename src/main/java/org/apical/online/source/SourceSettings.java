package org.apical.online.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the user says about a source, as keys and values; which keys there are stands in {@code docs/online-sources.md}.
 * Does not change.
 */
public final class SourceSettings {

	/** Everything as the source has it by default. */
	public static final SourceSettings DEFAULT = of(Map.of());

	private final Map<String, String> values;
	private final Path folder;

	private SourceSettings(final Map<String, String> values, final Path folder) {
		this.values = new TreeMap<>(values);
		this.folder = folder;
	}

	/** Settings whose relative paths start from where the program runs. */
	public static SourceSettings of(final Map<String, String> values) {
		return of(values, Path.of(""));
	}

	/** @param folder that relative paths start from */
	public static SourceSettings of(final Map<String, String> values, final Path folder) {
		return new SourceSettings(values, folder);
	}

	/** The same, with one more value; numbers and flags are told as they print. */
	public SourceSettings with(final String key, final Object value) {
		final Map<String, String> more = new TreeMap<>(values);
		more.put(key, String.valueOf(value));
		return new SourceSettings(more, folder);
	}

	public boolean has(final String key) {
		return values.containsKey(key);
	}

	/** @throws SourceException where it is not set */
	public String text(final String key) throws SourceException {
		final String value = values.get(key);
		if (value == null || value.isBlank()) throw new SourceException("The setting " + key + " is missing");
		return value.strip();
	}

	public String text(final String key, final String otherwise) throws SourceException {
		return has(key) ? text(key) : otherwise;
	}

	/** A file or folder; has to be set, need not be there. */
	public Path path(final String key) throws SourceException {
		try {
			return folder.resolve(text(key));
		}
		catch (final InvalidPathException e) {
			throw wrong(key, text(key), "the name of a file or folder");
		}
	}

	/** A whole number between two bounds, both allowed. */
	public int integer(final String key, final int otherwise, final int min, final int max) throws SourceException {
		return has(key) ? integer(key, min, max) : otherwise;
	}

	/** A whole number between two bounds, both allowed; has to be set. */
	public int integer(final String key, final int min, final int max) throws SourceException {
		final double value = parse(text(key));
		if (!(value >= min && value <= max) || value != Math.rint(value)) throw wrong(key, text(key), "a whole number from " + min + " to " +
			max);
		return (int) value;
	}

	/** A number between two bounds, both allowed. */
	public double number(final String key, final double otherwise, final double min, final double max) throws SourceException {
		if (!has(key)) return otherwise;
		final double value = parse(text(key));
		if (!(value >= min && value <= max)) throw wrong(key, text(key), "a number from " + min + " to " + max);
		return value;
	}

	/** NaN where it is no number. */
	private static double parse(final String text) {
		try {
			return Double.parseDouble(text);
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}

	public boolean flag(final String key, final boolean otherwise) throws SourceException {
		if (!has(key)) return otherwise;
		return switch (text(key).toLowerCase(Locale.ROOT)) {
			case "true", "yes", "on" -> true;
			case "false", "no", "off" -> false;
			default -> throw wrong(key, text(key), "true or false");
		};
	}

	/** One of an enumeration's constants, written small. */
	public <E extends Enum<E>> E choice(final String key, final E otherwise) throws SourceException {
		if (!has(key)) return otherwise;
		final E[] all = otherwise.getDeclaringClass().getEnumConstants();
		for (final E one : all) if (one.name().equalsIgnoreCase(text(key))) return one;
		throw wrong(key, text(key), "one of " + Arrays.stream(all).map(one -> one.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(
			", ")));
	}

	/** @throws SourceException where a key is set that the source does not know; the message lists those it knows */
	public void requireOnly(final String source, final Collection<String> known) throws SourceException {
		for (final String key : values.keySet()) if (!known.contains(key)) throw new SourceException("The source " + source +
			" has no setting " + key + "; it has " + String.join(", ", known));
	}

	private static SourceException wrong(final String key, final String value, final String expected) {
		return new SourceException("The setting " + key + " is \"" + value + "\"; expected " + expected);
	}

	@Override
	public String toString() {
		return values.toString();
	}
}

package org.apical.command;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.scijava.module.ModuleItem;

/** A parameter's value as text, for dialogs and macros, and back. */
public final class ParameterText {

	/** Between several files. */
	private static final String SEPARATOR = ";";

	private ParameterText() {}

	/** @return text that {@link #parse} turns into the same value; empty for none */
	public static String of(final Object value) {
		if (value == null) return "";
		if (value instanceof Number number) return ParameterLimits.shown(number);
		if (value instanceof File[] files) return Arrays.stream(files).map(File::getPath).collect(Collectors.joining(SEPARATOR));
		return value.toString();
	}

	/** @throws ParameterException where the text is no value of the parameter's type */
	public static Object parse(final ModuleItem<?> item, final String text) {
		final Class<?> type = item.getType();
		if (type == boolean.class || type == Boolean.class) {
			if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
			throw new ParameterException(item.getName(), "must be true or false, not '" + text + "'");
		}
		if (type == File.class) return text.isBlank() ? null : new File(text);
		if (type == File[].class) return text.isBlank() ? new File[0] : files(text);
		if (type == String.class) return text;
		try {
			if (type == int.class || type == Integer.class) return Integer.valueOf(text.trim());
			if (type == long.class || type == Long.class) return Long.valueOf(text.trim());
			if (type == double.class || type == Double.class) return Double.valueOf(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new ParameterException(item.getName(), "must be a " + (type == double.class || type == Double.class ? "" : "whole ") +
				"number, not '" + text + "'");
		}
		throw new IllegalArgumentException("Parameter " + item.getName() + " is of type " + type.getName() + ", which has no text form");
	}

	/** A name may itself contain the separator. */
	private static File[] files(final String text) {
		if (new File(text).exists()) return new File[] { new File(text) };
		return Arrays.stream(text.split(SEPARATOR)).map(String::trim).filter(s -> !s.isEmpty()).map(File::new).toArray(File[]::new);
	}
}

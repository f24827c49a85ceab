package org.apical.online.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping in a YAML file, read key by key. What is wrong is not thrown but collected with its line, so that the user hears
 * of everything at once; the default is then returned in its place.
 */
final class Section {

	private final String name;
	private final List<String> problems;
	private final Map<String, Node> values = new LinkedHashMap<>();
	private final List<String> asked = new ArrayList<>();
	private final int line;

	/** @param node null for a section that is not there */
	Section(final String name, final Node node, final List<String> problems) {
		this.name = name;
		this.problems = problems;
		line = node == null ? 0 : lineOf(node);
		if (node == null) return;
		if (!(node instanceof MappingNode mapping)) {
			problem(line, (name.isEmpty() ? "the file" : name) + " must hold lines of the form key: value");
			return;
		}
		for (final NodeTuple pair : mapping.getValue()) {
			final String key = pair.getKeyNode() instanceof ScalarNode k ? k.getValue() : "?";
			if (values.put(key, pair.getValueNode()) != null) problem(lineOf(pair.getKeyNode()), path(key) + " is there twice");
		}
	}

	private static int lineOf(final Node node) {
		return node.getStartMark().getLine() + 1;
	}

	private String path(final String key) {
		return name.isEmpty() ? key : name + "." + key;
	}

	/** Notes what is wrong with a line. */
	void problem(final int atLine, final String what) {
		problems.add((atLine > 0 ? "line " + atLine + ": " : "") + what);
	}

	/** Notes what is wrong with a key's value; without one, with the section. */
	void problem(final String key, final String what) {
		problem(line(key), path(key) + ": " + what);
	}

	int line(final String key) {
		final Node node = values.get(key);
		return node == null ? line : lineOf(node);
	}

	boolean has(final String key) {
		return values.containsKey(key);
	}

	/** All keys there are. */
	List<String> keys() {
		return List.copyOf(values.keySet());
	}

	Section section(final String key) {
		asked.add(key);
		return new Section(path(key), values.get(key), problems);
	}

	/** Null where the key is not there or holds no single value. */
	private String scalar(final String key) {
		asked.add(key);
		final Node node = values.get(key);
		if (node == null) return null;
		if (node instanceof ScalarNode scalar) return scalar.getValue();
		problem(key, "expected one value");
		return null;
	}

	String text(final String key, final String otherwise) {
		final String text = scalar(key);
		return text == null || text.isBlank() ? otherwise : text.strip();
	}

	/** A value that has to be there. */
	String text(final String key) {
		final String text = text(key, null);
		if (text == null) problem(key, "is missing");
		return text == null ? "" : text;
	}

	double number(final String key, final Quantity quantity, final double otherwise) {
		final String text = scalar(key);
		if (text == null) return otherwise;
		try {
			return quantity.parse(text);
		}
		catch (final IllegalArgumentException e) {
			problem(key, e.getMessage());
			return otherwise;
		}
	}

	/** A number, or a word that stands for one. */
	double number(final String key, final Quantity quantity, final double otherwise, final String word, final double meaning) {
		if (word.equalsIgnoreCase(text(key, ""))) return meaning;
		return number(key, quantity, otherwise);
	}

	int integer(final String key, final int otherwise, final int least) {
		final double value = number(key, Quantity.NUMBER, otherwise);
		if (value == Math.rint(value) && value >= least && value <= Integer.MAX_VALUE) return (int) value;
		problem(key, "expected a whole number of " + least + " or more, found " + text(key, ""));
		return otherwise;
	}

	boolean flag(final String key, final boolean otherwise) {
		final String text = scalar(key);
		if (text == null) return otherwise;
		switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "yes", "on":
				return true;
			case "false", "no", "off":
				return false;
			default:
				problem(key, "expected true or false, found '" + text + "'");
				return otherwise;
		}
	}

	<E extends Enum<E>> E choice(final String key, final E otherwise) {
		final String text = scalar(key);
		if (text == null) return otherwise;
		final E[] all = otherwise.getDeclaringClass().getEnumConstants();
		for (final E one : all) if (one.name().equalsIgnoreCase(text)) return one;
		problem(key, "expected " + Arrays.stream(all).map(o -> o.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" or ")) +
			", found '" + text + "'");
		return otherwise;
	}

	/** Whole numbers, as a YAML list. */
	List<Integer> integers(final String key) {
		asked.add(key);
		final Node node = values.get(key);
		final List<Integer> numbers = new ArrayList<>();
		if (node == null) return numbers;
		if (!(node instanceof SequenceNode list)) {
			problem(key, "expected a list like [3, 7]");
			return numbers;
		}
		for (final Node item : list.getValue()) {
			try {
				numbers.add(Integer.valueOf(((ScalarNode) item).getValue()));
			}
			catch (final NumberFormatException | ClassCastException e) {
				problem(lineOf(item), path(key) + ": expected a list of whole numbers like [3, 7]");
			}
		}
		return numbers;
	}

	/** All that has not been asked for, as texts: settings that somebody else checks. */
	Map<String, String> rest() {
		final Map<String, String> rest = new LinkedHashMap<>();
		for (final String key : values.keySet()) if (!asked.contains(key)) rest.put(key, "");
		rest.replaceAll((key, nothing) -> text(key, ""));
		return rest;
	}

	/** Notes keys that nobody has asked for. */
	void close() {
		for (final String key : values.keySet())
			if (!asked.contains(key)) problem(lineOf(values.get(key)), path(key) + " is not known; " + (name.isEmpty() ? "there are " : name +
				" has ") + String.join(", ", asked));
	}
}

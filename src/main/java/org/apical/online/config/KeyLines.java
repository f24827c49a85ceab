package org.apical.online.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The lines on which a configuration's keys stand, for what is found wrong with them after it was read. */
public final class KeyLines {

	private final Node top;

	private KeyLines(final Node top) {
		this.top = top;
	}

	/** @param file a configuration that {@link BciConfigReader} has read */
	public static KeyLines of(final Path file) throws IOException {
		try (Reader reader = Files.newBufferedReader(file)) {
			return new KeyLines(new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader));
		}
	}

	/**
	 * A problem with the line to look at: that of the key in a section which the problem names first; else that of the section,
	 * or of the one around it where it is not there.
	 *
	 * @param path of a key or section, such as {@code reward.settings}
	 */
	public String name(final String path, final String problem) {
		Node node = top;
		int line = 0;
		for (final String key : path.split("\\.")) {
			final NodeTuple pair = pair(node, key);
			if (pair == null) return said(line, path, problem);
			line = line(pair);
			node = pair.getValueNode();
		}
		int first = Integer.MAX_VALUE;
		if (node instanceof MappingNode section) for (final NodeTuple pair : section.getValue()) {
			if (!(pair.getKeyNode() instanceof ScalarNode key)) continue;
			final Matcher named = Pattern.compile("\\b" + Pattern.quote(key.getValue()) + "\\b").matcher(problem);
			if (!named.find() || named.start() >= first) continue;
			first = named.start();
			line = line(pair);
		}
		return said(line, path, problem);
	}

	private static String said(final int line, final String path, final String problem) {
		return (line > 0 ? "line " + line + ": " : "") + path + ": " + problem;
	}

	private static NodeTuple pair(final Node node, final String key) {
		if (node instanceof MappingNode section) for (final NodeTuple pair : section.getValue())
			if (pair.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) return pair;
		return null;
	}

	private static int line(final NodeTuple pair) {
		return pair.getKeyNode().getStartMark().getLine() + 1;
	}
}

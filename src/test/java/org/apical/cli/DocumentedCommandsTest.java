package org.apical.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apical.command.ParameterException;
import org.apical.command.ParameterLimits;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.module.Module;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What README.md and docs/ show is so: command lines, pages and pictures. */
public class DocumentedCommandsTest {

	/** By Java, or by Spark with options of its own before the jar. */
	private static final Pattern COMMAND_LINE = Pattern.compile("(?m)^(?: {4,}|\\t)(?:java (?:-X\\w+ )*-jar |spark-submit (?:--\\S+ \\S+ (?:\\\\\\n *)?)*)" +
		"(?:target/)?Apical_\\.jar ((?:.*\\\\\\n)*.*)$");
	private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
	private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private static List<Path> pages() throws IOException {
		final List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
		try (Stream<Path> docs = Files.list(Path.of("docs"))) {
			docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(pages::add);
		}
		return pages;
	}

	/** The words after the jar's name of each command line that the page shows, without remarks; {@code [options]} stands for none. */
	private static List<List<String>> commandLines(final Path page) throws IOException {
		final List<List<String>> lines = new ArrayList<>();
		final Matcher line = COMMAND_LINE.matcher(Files.readString(page));
		while (line.find()) {
			final List<String> words = new ArrayList<>();
			final Matcher word = WORD.matcher(line.group(1).replace("\\\n", " ").replaceFirst(" # .*", ""));
			while (word.find()) {
				final String text = word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
				if (!text.equals("[options]")) words.add(text);
			}
			lines.add(words);
		}
		return lines;
	}

	@Test
	public void linesForSparkAreCommandLinesToo() throws IOException {
		assertEquals(List.of("correct", "/shared/long.tif", "-o", "/shared/results", "--max-shift", "20"), commandLines(Path.of("docs/spark.md")).get(
			0));
	}

	@Test
	public void everyCommandLineNamesACommandWithOptionsAndValuesThatItTakes() throws IOException {
		int lines = 0;
		final List<String> problems = new ArrayList<>();
		try (Context context = new Context()) {
			final Main main = new Main(context, System.out, System.err);
			final CommandLine commands = main.commandLine();
			for (final Path page : pages()) for (final List<String> words : commandLines(page)) {
				lines++;
				if (words.get(0).equals("COMMAND")) continue;
				try {
					check(main, commands.parseArgs(words.toArray(String[]::new)));
				}
				catch (final CommandLine.ParameterException | ParameterException e) {
					problems.add(page + ": " + String.join(" ", words) + ": " + e.getMessage());
				}
			}
		}
		assertEquals(String.join("\n", problems), 0, problems.size());
		assertTrue("only " + lines + " command lines found", lines > 30);
	}

	private static void check(final Main main, final ParseResult given) {
		if (given.hasMatchedOption("--help") || !given.hasSubcommand()) return;
		final CommandOptions options = (CommandOptions) given.subcommand().commandSpec().userObject();
		final Module module = main.create(options.info());
		options.fill(module, given.subcommand());
		ParameterLimits.check(module);
	}

	/** Those that start from the sample, and those that go on from their results; in the page's order. */
	@Test
	public void theReadmesCommandsRunOnTheSample() throws IOException {
		final ByteArrayOutputStream said = new ByteArrayOutputStream();
		int run = 0;
		try (Context context = new Context(); PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
			for (final List<String> words : commandLines(Path.of("README.md"))) {
				final String[] arguments = words.stream().map(w -> w.startsWith("results") ? path(w) : w).toArray(String[]::new);
				if (arguments.length < 2 || arguments[1].startsWith("-") || !new File(arguments[1]).exists()) continue;
				assertEquals(words + ": " + said.toString(StandardCharsets.UTF_8), 0, new Main(context, out, out).run(arguments));
				run++;
			}
		}
		assertEquals(4, run);
		assertTrue(new File(path("results-suite2p"), "suite2p/plane0/stat.npy").exists());
	}

	private String path(final String name) {
		return temporary.getRoot().toPath().resolve(name).toString();
	}

	@Test
	public void everyCommandHasAPageThatTheReadmeNames() throws IOException {
		final String readme = Files.readString(Path.of("README.md"));
		try (Context context = new Context()) {
			for (final String command : new Main(context, System.out, System.err).commandLine().getSubcommands().keySet()) {
				assertTrue("README.md names no page of " + command, readme.contains("| [`" + command + "`](docs/"));
			}
		}
	}

	@Test
	public void everyLinkAndPictureLeadsToAFile() throws IOException {
		for (final Path page : pages()) {
			final Matcher link = LINK.matcher(Files.readString(page));
			while (link.find()) assertTrue(page + ": " + link.group(1), Files.exists(page.toAbsolutePath().resolveSibling(link.group(1))));
		}
	}
}

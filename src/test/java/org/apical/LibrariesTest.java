package org.apical;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.Test;

/** Every library that the jar brings along says in the README what it is for, and in docs/licences.md under what licence it is. */
public class LibrariesTest {

	private static final Pattern DEPENDENCY = Pattern.compile("<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>(.*?)</dependency>",
		Pattern.DOTALL);

	/** Those of the build itself; a profile's are not in the jar. */
	private static List<String> libraries() throws IOException {
		final String pom = Files.readString(Path.of("pom.xml")).split("<profiles>")[0];
		return DEPENDENCY.matcher(pom).results().filter(m -> !m.group(2).matches("(?s).*<scope>(test|provided)</scope>.*")).map(m -> m.group(1)).toList();
	}

	private static String table(final String file) throws IOException {
		return Files.readAllLines(Path.of(file)).stream().filter(l -> l.startsWith("| ")).collect(Collectors.joining("\n"));
	}

	@Test
	public void theReadmeSaysOfEachLibraryWhatItIsFor() throws IOException {
		final String table = table("README.md").toLowerCase().replace(' ', '-');
		assertTrue(libraries().size() > 10);
		for (final String library : libraries()) assertTrue(library, Pattern.compile("[-(|]" + library.toLowerCase().replaceFirst("-core$", "") +
			"[-),]").matcher(table).find());
	}

	@Test
	public void eachLibraryHasItsLicenceListed() throws IOException {
		final String table = table("docs/licences.md");
		for (final String library : libraries()) assertTrue(library, table.contains("| [" + library + "]("));
	}

	/** Also of those that come along with others. */
	@Test
	public void theJarBringsTheNoticeOfEachLibraryWhoseLicenceIsListed() throws IOException {
		final String notices = Files.readString(Path.of("src/main/resources/META-INF/licenses/README.txt")).toLowerCase().replace(" ", "");
		final List<String> listed = Pattern.compile("(?m)^\\| \\[([^]-]+)[^]]*\\]").matcher(table("docs/licences.md")).results().map(m -> m.group(1)
			.toLowerCase()).toList();
		assertTrue(listed.size() > 30);
		for (final String library : listed) assertTrue(library, notices.contains(library));
	}
}

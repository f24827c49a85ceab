package org.apical;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.Test;

/**
 * The zip for Fiji holds the plug-in and of its libraries those that Fiji lacks. What Fiji has is read off pom-scijava, which
 * sets the versions of Fiji's libraries and of some that only update sites bring.
 */
public class FijiZipIT {

	private static final Pattern MANAGED = Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");

	/** Set by pom-scijava for its update sites; the same file where Fiji has it. */
	private static final Pattern OF_UPDATE_SITES = Pattern.compile("(batik|xmlgraphics)-.*");

	@Test
	public void theZipHoldsThePlugInAndExactlyTheLibrariesThatFijiLacks() throws IOException {
		final Set<String> plugins = new TreeSet<>();
		final Set<String> jars = new TreeSet<>();
		try (Stream<Path> files = Files.list(Path.of("target"));
				ZipFile zip = new ZipFile(files.filter(f -> f.toString().endsWith("-fiji.zip")).findFirst().orElseThrow().toFile()))
		{
			for (final ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
				final String[] path = entry.getName().split("/");
				assertTrue(entry.getName(), path.length == 2 && (path[0].equals("plugins") || path[0].equals("jars")));
				(path[0].equals("plugins") ? plugins : jars).add(path[1]);
			}
		}
		assertEquals(1, plugins.size());
		assertTrue(plugins.toString(), plugins.iterator().next().matches("Apical_-[\\w.-]+\\.jar"));
		assertTrue("SVG needs it: " + jars, jars.removeIf(name -> OF_UPDATE_SITES.matcher(name).matches()));
		assertEquals(bundledAndNotManaged(), jars);
	}

	/** Libraries that the jar of the command line contains, and whose version pom-scijava does not set. */
	private static Set<String> bundledAndNotManaged() throws IOException {
		final Path repository = repository();
		final Set<String> managed = managed(repository);
		final Set<String> names = new TreeSet<>();
		try (JarFile all = new JarFile("target/Apical_.jar")) {
			for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
				final Path jar = Path.of(entry);
				if (!jar.startsWith(repository) || !isIn(jar, all)) continue;
				final Path artifact = repository.relativize(jar.getParent().getParent());
				if (!managed.contains(artifact.getParent().toString().replace(File.separatorChar, '.') + ":" + artifact.getFileName())) names.add(jar
					.getFileName().toString());
			}
		}
		return names;
	}

	/** Maven's local repository, in which JUnit's jar lies four folders deep. */
	private static Path repository() {
		return Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().getPath()).getParent().getParent().getParent().getParent();
	}

	private static Set<String> managed(final Path repository) throws IOException {
		final Matcher parent = Pattern.compile("<artifactId>pom-scijava</artifactId>\\s*<version>([^<]+)<").matcher(Files.readString(Path.of(
			"pom.xml")));
		assertTrue(parent.find());
		final Matcher library = MANAGED.matcher(Files.readString(repository.resolve("org/scijava/pom-scijava/" + parent.group(1) + "/pom-scijava-" +
			parent.group(1) + ".pom")));
		final Set<String> managed = new HashSet<>();
		while (library.find()) managed.add(library.group(1) + ":" + library.group(2));
		assertTrue("only " + managed.size() + " found", managed.size() > 200);
		return managed;
	}

	/** Whether the first class of a jar is in another one too. */
	private static boolean isIn(final Path jar, final JarFile all) throws IOException {
		try (JarFile one = new JarFile(jar.toFile())) {
			return one.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".class") && !n.endsWith("module-info.class") && !n.startsWith(
				"META-INF")).limit(1).collect(Collectors.toSet()).stream().anyMatch(n -> all.getEntry(n) != null);
		}
	}
}

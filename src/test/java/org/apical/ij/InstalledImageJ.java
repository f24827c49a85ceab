package org.apical.ij;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.ImageJ;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javassist.ClassPool;

import net.imagej.patcher.LegacyEnvironment;

import org.junit.rules.TemporaryFolder;

/**
 * A plain ImageJ in a folder of its own, with the packaged {@code Apical_.jar} in its plugins folder. Each start is a
 * process whose class path holds ImageJ and the started main class, but nothing of Apical.
 */
public final class InstalledImageJ extends TemporaryFolder {

	public static final Path JAR = Path.of("target", "Apical_.jar");
	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
	/** These processes end before code that is compiled better has paid for it. */
	private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";
	private static final long PATIENCE_SECONDS = 180;

	@Override
	protected void before() throws Throwable {
		super.before();
		Files.createDirectories(path("ImageJ/plugins"));
		// as in ImageJ's own folder; colours of ROI groups
		Files.write(Files.createDirectories(path("ImageJ/luts")).resolve("glasbey.lut"), new byte[3 * 256]);
		Files.copy(JAR, path("ImageJ/plugins/Apical_.jar"));
	}

	/** A file or folder beside ImageJ's own. */
	public Path path(final String name) {
		return getRoot().toPath().resolve(name);
	}

	/** Runs a macro in ImageJ without a screen; what it printed and the errors. */
	public String headless(final String... macro) throws Exception {
		final Path file = Files.write(path("macro.ijm"), List.of(macro));
		return run(List.of(JAVA, SHORT_LIVED, "-Djava.awt.headless=true", "--add-opens=java.base/java.lang=ALL-UNNAMED"), List.of(ImageJ.class,
			LegacyEnvironment.class, ClassPool.class), HeadlessImageJ.class, file.toString());
	}

	/** Runs a main class in ImageJ with a screen of 1600 x 1600 pixels; what it printed. The test is skipped where no screen can be simulated. */
	public String desktop(final Class<?> main, final String... arguments) throws Exception {
		assumeTrue("Skipped: no xvfb-run here (apt-get install xvfb)", new ProcessBuilder("sh", "-c", "command -v xvfb-run").start()
			.waitFor() == 0);
		// tests of two processes must not take the same free display
		final String display = String.valueOf(100 * (1 + Integer.getInteger("apical.fork", 1)));
		return run(List.of("xvfb-run", "-a", "-n", display, "-s", "-screen 0 1600x1600x24", JAVA, SHORT_LIVED), List.of(ImageJ.class), main, arguments);
	}

	/** Runs a macro in ImageJ with a screen; what it logged, and {@code window: TITLE} for each window that is open then. */
	public String desktopMacro(final String... macro) throws Exception {
		return desktop(DesktopMacro.class, Files.write(path("macro.ijm"), List.of(macro)).toString());
	}

	/** Runs the same jar on the command line, to its good end. */
	public void commandLine(final String... arguments) throws Exception {
		final List<String> command = new ArrayList<>(List.of(JAVA, SHORT_LIVED, "-jar", JAR.toString()));
		command.addAll(List.of(arguments));
		final Path log = path("log.txt");
		final int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
		assertEquals(Files.readString(log), 0, code);
	}

	/**
	 * @param launcher Java with its options, and what comes before it
	 * @param libraries a class of each jar on the class path
	 */
	private String run(final List<String> launcher, final List<Class<?>> libraries, final Class<?> main, final String... arguments)
		throws Exception
	{
		copyClasses(main);
		final List<String> classPath = new ArrayList<>(List.of(path("classes").toString()));
		for (final Class<?> library : libraries) classPath.add(location(library));
		final List<String> command = new ArrayList<>(launcher);
		command.addAll(List.of("-Dplugins.dir=" + path("ImageJ"), "-Duser.home=" + getRoot(), "-cp", String.join(File.pathSeparator, classPath),
			main.getName()));
		command.addAll(List.of(arguments));
		return output(command);
	}

	/** Of all our classes only the main class with its inner ones: the process must find Apical in the plugins folder. */
	private void copyClasses(final Class<?> main) throws Exception {
		final Path all = Path.of(location(main));
		final Path folder = Path.of(main.getPackageName().replace('.', '/'));
		final Path into = Files.createDirectories(path("classes").resolve(folder));
		try (Stream<Path> files = Files.list(all.resolve(folder))) {
			for (final Path file : files.filter(f -> f.getFileName().toString().startsWith(main.getSimpleName())).toList()) {
				if (!Files.exists(into.resolve(file.getFileName()))) Files.copy(file, into.resolve(file.getFileName()));
			}
		}
	}

	/** The jar or folder that a class was loaded from. */
	public static String location(final Class<?> type) throws URISyntaxException {
		return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
	}

	private String output(final List<String> command) throws IOException, InterruptedException {
		final Path log = path("log.txt");
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		final boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
		final String output = Files.readString(log);
		assertTrue("Still running after " + PATIENCE_SECONDS + " s:\n" + output, ended);
		return output;
	}
}

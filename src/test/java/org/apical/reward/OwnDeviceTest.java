package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The documentation's example of a device of one's own, built into a jar and dropped in. */
public class OwnDeviceTest {

	private static final Path SOURCE = Path.of("scripts/reward_device/ProgramDevice.java");

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void theExampleIsShort() throws IOException {
		assertTrue(Files.readAllLines(SOURCE).size() < 60);
	}

	@Test
	public void aDeviceInAJarOfItsOwnIsFoundAndPaysEachRewardOnce() throws Exception {
		final Path jar = jar(compile());
		final Path log = folder.getRoot().toPath().resolve("paid.txt");
		final Path program = Files.writeString(folder.getRoot().toPath().resolve("valve.sh"), "#!/bin/sh\necho $1 >> " + log + "\n");
		assertTrue(program.toFile().setExecutable(true));
		final Process apical = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", jar
			+ File.pathSeparator + classPath(), "org.apical.cli.Main", "reward", "--device", "program", "--settings", "program=" + program,
			"--test", "2", "--open-ms", "40", "--interval-s", "0.05").redirectErrorStream(true).start();
		final String said = new String(apical.getInputStream().readAllBytes());
		assertEquals(said, 0, apical.waitFor());
		assertTrue(said, said.contains("2 rewards of 40 ms acknowledged by program"));
		assertEquals(List.of("0", "40", "40", "0"), Files.readAllLines(log));
	}

	private static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	/** SciJava's own processor, found in the class path, writes the index of plug-ins. */
	private Path compile() throws IOException {
		final Path classes = folder.newFolder("classes").toPath();
		final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			assertTrue(compiler.getTask(null, files, null, List.of("-cp", classPath(), "-d", classes.toString()), null, files
				.getJavaFileObjects(SOURCE)).call());
		}
		return classes;
	}

	private Path jar(final Path classes) throws IOException {
		final Path jar = folder.getRoot().toPath().resolve("own-device.jar");
		try (OutputStream out = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(out);
				Stream<Path> files = Files.walk(classes))
		{
			for (final Path file : files.filter(Files::isRegularFile).toList()) {
				entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, entries);
			}
		}
		return jar;
	}
}

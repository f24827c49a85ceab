package org.apical.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.AfterClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

public class RewardCommandTest {

	private static final Context CONTEXT = new Context();

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private int reward(final String... arguments) {
		final String[] all = new String[arguments.length + 1];
		all[0] = "reward";
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return new Main(CONTEXT, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)).run(
			all);
	}

	@Test
	public void aTestPaysSoManyRewardsAndPreparesTheCalibration() throws IOException {
		final Path log = temporary.getRoot().toPath().resolve("log.txt");
		final Path table = temporary.getRoot().toPath().resolve("valve.csv");
		assertEquals(0, reward("--device", "log", "--settings", "file=" + log, "--test", "3", "--interval-s", "0.05", "--open-ms", "20",
			"--calibrate", table.toString()));
		assertEquals(3, Files.readAllLines(log).size());
		assertTrue(Files.readAllLines(log).get(2).endsWith("\t3\t20.0"));
		assertEquals("open_ms,pulses,mass_mg\n20.0,3,\n", Files.readString(table));
		assertTrue(out.toString(), out.toString().contains("3 rewards of 20 ms acknowledged by log"));
	}

	@Test
	public void aFilledInTableIsShownAsALine() throws IOException {
		final Path table = temporary.getRoot().toPath().resolve("valve.csv");
		Files.writeString(table, "open_ms,pulses,mass_mg\n20,100,150\n60,100,550\n");
		assertEquals(0, reward("--test", "0", "--calibrate", table.toString()));
		assertTrue(out.toString(), out.toString().contains("valve: {slope: 0.1000 ul/ms, intercept: -0.500 ul}") && out.toString().contains("4 µl take 45.0 ms"));
	}

	@Test
	public void anUnknownDeviceIsAnsweredWithThoseThereAre() {
		assertEquals(2, reward("--device", "water-wheel"));
		assertTrue(err.toString(), err.toString().contains("bpod, firmata, harp, log, modbus-tcp, null, osc, serial, tcp"));
		assertEquals(1, err.toString().lines().count());
	}

	@Test
	public void aDeviceThatIsNotThereIsAnErrorOfOneLine() {
		assertEquals(1, reward("--device", "serial", "--port", "/dev/no-such-port"));
		assertTrue(err.toString(), err.toString().contains("/dev/no-such-port"));
		assertEquals(1, err.toString().lines().count());
	}
}

package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What becomes of an open valve when the program ends in the middle of a reward. */
public class ProgramEndTest {

	private static final int OPEN_MILLIS = 900;
	private static final int WATCHDOG_MILLIS = 600;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** A program of its own: pays one long reward, and ends when it is told to. */
	public static void main(final String... arguments) throws Exception {
		final RewardDevice device = new SerialDevice();
		final SafetyGate gate = new SafetyGate("serial", device, DeviceSettings.NONE.with("port", arguments[0]).completed("serial", device
			.settings()), new SafetyLimits(Duration.ZERO, 10, 10, Duration.ofSeconds(1), 1000, Duration.ofMillis(500)),
			new ValveCalibration(0.1, 0), RewardListener.NONE);
		gate.arm();
		gate.request(System.nanoTime(), "hit", 0, OPEN_MILLIS / 10.0);
		System.in.read();
		System.exit(0);
	}

	@Test
	public void javaEndingClosesTheValveAtOnce() throws Exception {
		final double millis = openMillis(program -> program.getOutputStream().close());
		assertTrue("The valve was open for " + millis + " ms", millis < 400);
	}

	@Test
	public void aTerminatedProgramClosesTheValveAtOnce() throws Exception {
		final double millis = openMillis(Process::destroy);
		assertTrue("The valve was open for " + millis + " ms", millis < 400);
	}

	@Test
	public void theBoardClosesTheValveOfAKilledProgramWithoutWaitingForItsTime() throws Exception {
		final double millis = openMillis(Process::destroyForcibly);
		assertTrue("The valve was open for " + millis + " ms", millis < WATCHDOG_MILLIS + 200);
	}

	private interface End {

		void of(Process program) throws Exception;
	}

	private double openMillis(final End end) throws Exception {
		final Path port = folder.getRoot().toPath().resolve("port");
		try (DevicePeer peer = DevicePeer.onTerminal(port, DevicePeer.board())) {
			final Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
				.getProperty("java.class.path") + File.pathSeparator + System.getProperty("surefire.test.class.path", ""),
				ProgramEndTest.class.getName(), port.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			try {
				awaitOpening(peer);
				end.of(program);
				final List<DevicePeer.ValveEvent> events = peer.await(2);
				Thread.sleep(300);
				assertEquals(1, peer.openings());
				return (events.get(1).nanoTime() - events.get(0).nanoTime()) / 1e6;
			}
			finally {
				program.destroyForcibly();
			}
		}
	}

	/** Java takes its time to start. */
	private static void awaitOpening(final DevicePeer peer) throws InterruptedException {
		for (int i = 0; i < 3000 && peer.openings() == 0; i++) Thread.sleep(5);
		peer.await(1);
	}
}

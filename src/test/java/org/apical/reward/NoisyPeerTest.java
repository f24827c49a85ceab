package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Random bytes from a device never arm, never pay, and never end the gate's work. */
public class NoisyPeerTest {

	private static final SafetyLimits LIMITS = new SafetyLimits(Duration.ZERO, 1000, 1000, Duration.ofMillis(400), 1e9, Duration
		.ofMillis(200));
	private static final double NOISE_S = 0.8;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void aBoard() throws Exception {
		staysSafe(new SerialDevice(), DevicePeer.board(), "timeout_ms=200 handshake_ms=500");
	}

	@Test
	public void firmata() throws Exception {
		staysSafe(new FirmataDevice(), DevicePeer.python("firmata_peer"), "pin=8 scheduler=true timeout_ms=200 handshake_ms=500");
	}

	@Test
	public void bpod() throws Exception {
		staysSafe(new BpodDevice(), DevicePeer.python("bpod_peer"), "channel=8 timeout_ms=200");
	}

	@Test
	public void harp() throws Exception {
		staysSafe(new HarpDevice(), DevicePeer.python("harp_peer"), "timeout_ms=200");
	}

	private void staysSafe(final RewardDevice device, final List<String> program, final String settings) throws Exception {
		for (int seed = 1; seed <= 2; seed++) {
			final Path port = folder.getRoot().toPath().resolve("port" + seed);
			try (DevicePeer peer = DevicePeer.onTerminal(port, DevicePeer.noisy(seed, NOISE_S, program))) {
				final Diary diary = new Diary();
				try (SafetyGate gate = openAtLast(device, DeviceSettings.parse(settings).with("port", port), diary)) {
					staysSafe(gate, peer, diary);
				}
			}
		}
	}

	/** The handshake too is spoilt. */
	private static SafetyGate openAtLast(final RewardDevice device, final DeviceSettings settings, final Diary diary) throws Exception {
		final DeviceSettings all = settings.completed("noisy", device.settings());
		IOException failure = null;
		for (int attempt = 0; attempt < 40; attempt++) {
			try {
				return new SafetyGate("noisy", device, all, LIMITS, new ValveCalibration(0.1, 0), diary);
			}
			catch (final IOException e) {
				failure = e;
				Thread.sleep(50);
			}
		}
		throw failure;
	}

	private static void staysSafe(final SafetyGate gate, final DevicePeer peer, final Diary diary) throws Exception {
		Thread.sleep(200);
		assertFalse(gate.isArmed());
		assertEquals(0, peer.openings());
		gate.arm();
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!gate.state().isReady() || diary.ended().size() < 3) {
			gate.request(System.nanoTime(), "hit", 0, 1);
			Thread.sleep(20);
			assertTrue("The device did not come back: " + gate.state(), System.nanoTime() - end < 0);
		}
		gate.disarm();
		Thread.sleep(200);
		final long paid = diary.ended().stream().filter(e -> e.outcome() == RewardOutcome.PAID).count();
		assertTrue(peer.openings() + " openings, " + diary.ended(), paid <= peer.openings() && peer.openings() <= gate.rewards());
		assertEquals(gate.rewards(), diary.ended().size());
	}
}

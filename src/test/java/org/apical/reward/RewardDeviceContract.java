package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

/** What every {@link RewardDevice} promises, asked of it behind its gate, with a real program at the other end. */
public abstract class RewardDeviceContract {

	private static final ValveCalibration TEN_MS_A_MICROLITRE = new ValveCalibration(0.1, 0);
	private static final SafetyLimits LIMITS = new SafetyLimits(Duration.ofMillis(20), 1000, 1000, Duration.ofMillis(400), 1e6, Duration
		.ofMillis(200));
	private static final double UL_40_MS = 4;
	private static final double UL_400_MS = 40;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Context context = new Context(RewardDeviceService.class);
	private final Diary diary = new Diary();
	private DevicePeer peer;
	private SafetyGate gate;

	protected abstract String key();

	protected abstract DeviceSettings settings();

	/** Starts the other end; another time, at the same place. */
	protected abstract DevicePeer startPeer() throws IOException;

	/** How a reward ends that all went well with. */
	protected RewardOutcome paid() {
		return RewardOutcome.PAID;
	}

	/** Whether a peer that is not there can be told from one that is. */
	protected boolean hearsDeath() {
		return true;
	}

	/** Whether a peer that is there and silent can be told from one that is well. */
	protected boolean hearsSilence() {
		return true;
	}

	/** Whether the valve can be closed before its time. */
	protected boolean canBeCutShort() {
		return true;
	}

	protected final Path link() {
		return folder.getRoot().toPath().resolve("port");
	}

	@Before
	public void open() throws IOException {
		peer = startPeer();
		gate = context.service(RewardDeviceService.class).open(key(), settings(), LIMITS, TEN_MS_A_MICROLITRE, diary);
		gate.arm();
	}

	@After
	public void close() {
		if (gate != null) gate.close();
		if (peer != null) peer.close();
		context.dispose();
	}

	@Test
	public void oneRequestOpensTheValveOnce() throws Exception {
		request(UL_40_MS);
		assertEquals(paid(), diary.awaitEnded(1).get(0).outcome());
		peer.await(2);
		Thread.sleep(150);
		assertEquals(1, peer.openings());
		assertEquals(List.of(), peer.errors());
	}

	@Test
	public void eachOfManyRewardsIsPaidOnceForItsTime() throws Exception {
		final double[] millis = new double[5];
		for (int i = 0; i < 5; i++) {
			request(UL_40_MS);
			final List<DevicePeer.ValveEvent> events = peer.await(2 * i + 2);
			millis[i] = (events.get(2 * i + 1).nanoTime() - events.get(2 * i).nanoTime()) / 1e6;
			diary.awaitEnded(i + 1);
		}
		Arrays.sort(millis);
		assertTrue("The valve was open for " + millis[2] + " ms (median) instead of 40", millis[2] > 35 && millis[2] < 60);
		for (final Diary.Ended end : diary.ended()) assertEquals(paid(), end.outcome());
		assertEquals(5, peer.openings());
	}

	@Test
	public void aRewardUnderWayKeepsTheNextOut() throws Exception {
		request(UL_40_MS);
		// a device that is not waited for may be done with it by now
		final RewardDecision second = gate.request(System.nanoTime(), "again", 0, UL_40_MS);
		assertTrue(second.toString(), second == RewardDecision.BUSY || second == RewardDecision.MINIMUM_INTERVAL);
		diary.awaitEnded(1);
		peer.await(2);
		assertEquals(1, peer.openings());
	}

	@Test
	public void aDeadPeerShowsAsFailedWithinASecondAndIsUsedAgainWhenItIsBack() throws Exception {
		assumeTrue("This device has nobody at the other end", hearsDeath());
		peer.close();
		awaitState(DeviceState.Condition.FAILED, 1000);
		assertEquals(RewardDecision.DEVICE_FAILED, gate.request(System.nanoTime(), "hit", 0, UL_40_MS));
		peer = startPeer();
		awaitState(DeviceState.Condition.READY, 5000);
		Thread.sleep(200);
		assertEquals("nothing is paid later by surprise", 0, peer.openings());
		request(UL_40_MS);
		peer.await(2);
		assertEquals(1, peer.openings());
		assertEquals(paid(), diary.awaitEnded(1).get(0).outcome());
	}

	@Test
	public void aSilentPeerShowsAsFailedWithinASecondAndNeverDelaysARequest() throws Exception {
		assumeTrue("This device cannot hear silence", hearsSilence());
		peer.freeze();
		long longest = 0;
		final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1000);
		while (gate.state().isReady() && System.nanoTime() - end < 0) {
			final long start = System.nanoTime();
			gate.request(start, "hit", 0, UL_40_MS);
			longest = Math.max(longest, System.nanoTime() - start);
			Thread.sleep(5);
		}
		assertFalse(gate.state().isReady());
		assertTrue("A request took " + longest / 1e6 + " ms", longest < 100e6);
		final int asked = diary.awaitEnded(1).size();
		peer.thaw();
		awaitState(DeviceState.Condition.READY, 5000);
		Thread.sleep(600);
		// What lay in the wire may be paid by a device that was only asleep, but nothing twice.
		assertTrue(peer.openings() + " openings for " + asked + " rewards", peer.openings() <= asked);
		assertTrue(diary.ended().stream().noneMatch(e -> e.outcome() == RewardOutcome.PAID));
	}

	@Test
	public void aDeviceUnpluggedInMidRewardLeavesItUncertainAndIsNotAskedAgain() throws Exception {
		assumeTrue("This device cannot hear silence", hearsSilence());
		request(UL_400_MS);
		peer.await(1);
		peer.close();
		final Diary.Ended end = diary.awaitEnded(1).get(0);
		assertEquals(end.detail(), RewardOutcome.UNCERTAIN, end.outcome());
		peer = startPeer();
		awaitState(DeviceState.Condition.READY, 5000);
		Thread.sleep(300);
		assertEquals(0, peer.openings());
	}

	@Test
	public void aDeviceThatTimesItsValveClosesItWhenTheProgramIsGone() throws Exception {
		assumeTrue("This device leaves its valve open then; docs/devices.md says so", gate.timesValve());
		gate.close();
		final RewardDevice device = device();
		device.open(settings().completed(key(), device.settings()));
		final Thread program = new Thread(() -> {
			try {
				device.reward(1, Duration.ofMillis(150));
			}
			catch (final IOException e) {
				// the way to the device was cut, as if the program had been killed
			}
		});
		program.start();
		final long opened = peer.await(1).get(0).nanoTime();
		device.close();
		final double millis = (peer.await(2).get(1).nanoTime() - opened) / 1e6;
		assertTrue("The valve closed after " + millis + " ms", millis < 400);
		program.join();
		assertEquals(1, peer.openings());
	}

	@Test
	public void anEmergencyStopClosesTheValveInMidReward() throws Exception {
		assumeTrue("This valve is not ours to close", canBeCutShort());
		request(UL_400_MS);
		final long opened = peer.await(1).get(0).nanoTime();
		final long start = System.nanoTime();
		gate.emergencyStop();
		assertTrue(System.nanoTime() - start < 100e6);
		final double millis = (peer.await(2).get(1).nanoTime() - opened) / 1e6;
		assertTrue("The valve closed after " + millis + " ms", millis < 300);
		assertEquals(RewardDecision.EMERGENCY_STOP, gate.request(System.nanoTime(), "hit", 0, UL_40_MS));
	}

	@Test
	public void closingTheGateClosesTheValveAndClosingTwiceIsHarmless() throws Exception {
		assumeTrue("This valve is not ours to close", canBeCutShort());
		request(UL_400_MS);
		final long opened = peer.await(1).get(0).nanoTime();
		gate.close();
		gate.close();
		final double millis = (peer.await(2).get(1).nanoTime() - opened) / 1e6;
		assertTrue("The valve closed after " + millis + " ms", millis < 300);
		assertEquals(DeviceState.Condition.CLOSED, gate.state().condition());
		assertEquals(RewardDecision.CLOSED, gate.request(System.nanoTime(), "hit", 0, UL_40_MS));
	}

	private RewardDevice device() {
		final PluginService plugins = context.service(PluginService.class);
		return plugins.createInstance(plugins.getPluginsOfType(RewardDevice.class).stream().filter(info -> info.getName().equals(key()))
			.findAny().get());
	}

	private void request(final double volumeUl) {
		assertEquals(RewardDecision.ACCEPTED, gate.request(System.nanoTime(), "hit", 0, volumeUl));
	}

	private void awaitState(final DeviceState.Condition condition, final int millis) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (gate.state().condition() != condition && System.nanoTime() - end < 0) Thread.sleep(5);
		assertEquals(gate.state().text(), condition, gate.state().condition());
	}
}

package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.management.ThreadMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.After;
import org.junit.Test;

public class SafetyGateTest {

	private static final SafetyLimits WIDE = new SafetyLimits(Duration.ZERO, 1_000_000, 1_000_000, Duration.ofMillis(400), 1e9, Duration
		.ofMillis(200));
	private static final double UL = 4;

	private final Diary diary = new Diary();
	private final CountDownLatch released = new CountDownLatch(1);
	private SafetyGate gate;

	@After
	public void close() {
		released.countDown();
		if (gate != null) gate.close();
	}

	private void open(final RewardDevice device, final SafetyLimits limits, final RewardListener listener) throws IOException {
		gate = new SafetyGate("of the test", device, DeviceSettings.NONE, limits, ValveCalibration.NOMINAL, listener);
	}

	private RewardDecision request() {
		return gate.request(System.nanoTime(), "hit", 3, UL);
	}

	@Test
	public void onlyAnArmedGatePays() throws Exception {
		open(new NullDevice(), WIDE, diary);
		assertEquals(RewardDecision.NOT_ARMED, request());
		gate.arm();
		assertEquals(RewardDecision.ACCEPTED, request());
		assertEquals(RewardOutcome.PAID, diary.awaitEnded(1).get(0).outcome());
		gate.disarm();
		assertEquals(RewardDecision.NOT_ARMED, request());
		assertEquals(1, gate.rewards());
		assertEquals(UL, gate.volumeUl(), 0);
	}

	@Test
	public void anEmergencyStopLastsUntilItIsReleasedAndTheGateIsArmedAnew() throws Exception {
		open(new NullDevice(), WIDE, diary);
		gate.arm();
		gate.emergencyStop();
		assertEquals(RewardDecision.EMERGENCY_STOP, request());
		assertFalse(gate.arm());
		gate.releaseStop();
		assertEquals(RewardDecision.NOT_ARMED, request());
		assertTrue(gate.arm());
		assertEquals(RewardDecision.ACCEPTED, request());
	}

	@Test
	public void aRequestForAMomentLongPastOrYetToComeIsRefused() throws Exception {
		open(new NullDevice(), WIDE, diary);
		gate.arm();
		assertEquals(RewardDecision.STALE, gate.request(System.nanoTime() - 201_000_000, "hit", 0, UL));
		assertEquals(RewardDecision.STALE, gate.request(System.nanoTime() + 1_000_000_000, "hit", 0, UL));
		assertEquals(RewardDecision.ACCEPTED, gate.request(System.nanoTime() - 100_000_000, "hit", 0, UL));
	}

	@Test
	public void aVolumeThatTakesTooLongIsRefused() throws Exception {
		open(new NullDevice(), WIDE, diary);
		gate.arm();
		assertEquals(RewardDecision.MAXIMUM_OPEN, gate.request(System.nanoTime(), "hit", 0, 41));
		assertEquals(RewardDecision.MAXIMUM_OPEN, gate.request(System.nanoTime(), "hit", 0, Double.NaN));
	}

	@Test
	public void everyRequestIsToldWithWhatForbadeIt() throws Exception {
		open(new NullDevice(), SafetyLimits.DEFAULT, diary);
		request();
		gate.arm();
		request();
		diary.awaitEnded(1);
		request();
		assertEquals(List.of(new Diary.Decided(0, RewardDecision.NOT_ARMED), new Diary.Decided(1, RewardDecision.ACCEPTED), new Diary.Decided(
			0, RewardDecision.MINIMUM_INTERVAL)), diary.decided());
		assertEquals("minimum_interval", RewardDecision.MINIMUM_INTERVAL.suppressedBy());
		assertEquals("", RewardDecision.ACCEPTED.suppressedBy());
	}

	@Test
	public void aRequestAllocatesNothing() throws Exception {
		open(new NullDevice(), WIDE, RewardListener.NONE);
		gate.arm();
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long fewest = Long.MAX_VALUE;
		int accepted = 0;
		for (int repeat = 0; repeat < 20 && fewest > 0; repeat++) {
			final long before = threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < 2000; i++) if (request().isAccepted()) accepted++;
			fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
		}
		assertTrue(accepted > 0);
		assertEquals(0, fewest);
	}

	@Test
	public void aDeviceThatNeverReturnsShowsAsFailedAndDelaysNobody() throws Exception {
		open(new OddDevice() {

			@Override
			public Receipt reward(final long sequence, final Duration valveOpen) {
				try {
					released.await();
				}
				catch (final InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				return new Receipt(sequence, valveOpen, true);
			}
		}, WIDE, diary);
		gate.arm();
		assertEquals(RewardDecision.ACCEPTED, request());
		Thread.sleep(100);
		assertEquals(RewardDecision.BUSY, request());
		Thread.sleep(2200);
		assertEquals(DeviceState.Condition.FAILED, gate.state().condition());
		assertEquals(RewardDecision.DEVICE_FAILED, request());
		final long start = System.nanoTime();
		gate.close();
		assertTrue(System.nanoTime() - start < 1_500_000_000);
	}

	@Test
	public void aRewardThatTheDeviceCannotHaveInTimeIsDroppedAndSaidToBe() throws Exception {
		final CountDownLatch beating = new CountDownLatch(1);
		open(new OddDevice() {

			@Override
			public void beat() throws IOException {
				beating.countDown();
				try {
					Thread.sleep(300);
				}
				catch (final InterruptedException e) {
					throw new IOException(e);
				}
			}

			@Override
			public Receipt reward(final long sequence, final Duration valveOpen) {
				throw new AssertionError("was asked for a reward that is too old");
			}
		}, WIDE, diary);
		gate.arm();
		beating.await();
		assertEquals(RewardDecision.ACCEPTED, request());
		final Diary.Ended end = diary.awaitEnded(1).get(0);
		assertEquals(RewardOutcome.NOT_PAID, end.outcome());
		assertTrue(end.detail(), end.detail().contains("dropped"));
	}

	@Test
	public void anAcknowledgementOfAnotherRewardIsAFailure() throws Exception {
		open(new OddDevice() {

			@Override
			public Receipt reward(final long sequence, final Duration valveOpen) {
				return new Receipt(sequence - 1, valveOpen, true);
			}
		}, WIDE, diary);
		gate.arm();
		request();
		final Diary.Ended end = diary.awaitEnded(1).get(0);
		assertEquals(RewardOutcome.UNCERTAIN, end.outcome());
		assertTrue(end.detail(), end.detail().contains("0 instead of 1"));
		assertTrue(diary.states().stream().anyMatch(s -> s.condition() == DeviceState.Condition.FAILED));
	}

	@Test
	public void aDeviceThatRefusesIsWellAndTheRewardNotPaid() throws Exception {
		open(new OddDevice() {

			@Override
			public Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
				throw new RewardRefusedException("no water");
			}
		}, WIDE, diary);
		gate.arm();
		request();
		assertEquals(RewardOutcome.NOT_PAID, diary.awaitEnded(1).get(0).outcome());
		assertEquals("no water", diary.ended().get(0).detail());
		assertTrue(gate.state().isReady());
	}

	@Test
	public void aDeviceThatThrowsAnythingIsClosedAndOpenedAgain() throws Exception {
		final OddDevice device = new OddDevice() {

			@Override
			public Receipt reward(final long sequence, final Duration valveOpen) {
				throw new ArithmeticException("a bug in somebody's plug-in");
			}
		};
		open(device, WIDE, diary);
		gate.arm();
		request();
		assertEquals(RewardOutcome.UNCERTAIN, diary.awaitEnded(1).get(0).outcome());
		Thread.sleep(300);
		assertTrue(gate.state().isReady());
		assertEquals(2, device.opened);
		assertTrue(device.shut > 0);
	}

	@Test
	public void aDeviceThatMissesItsLibraryOrFailsInClosingIsToldAndTriedAgain() throws Exception {
		final OddDevice device = new OddDevice() {

			@Override
			public Receipt reward(final long sequence, final Duration valveOpen) {
				throw new NoClassDefFoundError("com/maker/Valve");
			}

			@Override
			public void close() {
				closed++;
				throw new IllegalStateException("not open");
			}
		};
		open(device, WIDE, diary);
		gate.arm();
		request();
		final Diary.Ended end = diary.awaitEnded(1).get(0);
		assertEquals(RewardOutcome.UNCERTAIN, end.outcome());
		assertEquals("com/maker/Valve", end.detail());
		for (int i = 0; i < 100 && device.opened < 2; i++) Thread.sleep(20);
		assertEquals(2, device.opened);
		gate.close();
		assertEquals(DeviceState.Condition.CLOSED, gate.state().condition());
	}

	/** One to which the order to close its valve comes before the reward that opens it, though that was sent first. */
	private static final class Overtaken extends OddDevice {

		final CountDownLatch asked = new CountDownLatch(1);
		final CountDownLatch told = new CountDownLatch(1);
		volatile boolean open;
		volatile double openMs;

		@Override
		public Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
			asked.countDown();
			try {
				told.await();
				final long start = System.nanoTime();
				open = true;
				while (open && System.nanoTime() - start < valveOpen.toNanos()) Thread.sleep(1);
				open = false;
				openMs = (System.nanoTime() - start) / 1e6;
			}
			catch (final InterruptedException e) {
				throw new IOException(e);
			}
			return new Receipt(sequence, valveOpen, true);
		}

		@Override
		public void shut() {
			open = false;
			told.countDown();
		}
	}

	@Test
	public void anEmergencyStopThatOvertakesARewardStillClosesItsValve() throws Exception {
		final Overtaken device = new Overtaken();
		open(device, WIDE, diary);
		gate.arm();
		gate.request(System.nanoTime(), "hit", 0, 40);
		device.asked.await();
		gate.emergencyStop();
		diary.awaitEnded(1);
		assertTrue(device.openMs + " of 400 ms", device.openMs < 300);
	}

	@Test
	public void closingThatOvertakesARewardStillClosesItsValve() throws Exception {
		final Overtaken device = new Overtaken();
		open(device, WIDE, diary);
		gate.arm();
		gate.request(System.nanoTime(), "hit", 0, 40);
		device.asked.await();
		gate.close();
		assertTrue(device.openMs + " of 400 ms", device.openMs > 0 && device.openMs < 300);
	}

	@Test
	public void aDeviceThatCannotBeOpenedIsLetGo() {
		final OddDevice device = new OddDevice() {

			@Override
			public void open(final DeviceSettings settings) throws IOException {
				throw new IOException("not there");
			}
		};
		final IOException e = assertThrows(IOException.class, () -> open(device, WIDE, diary));
		assertEquals("not there", e.getMessage());
		assertEquals(1, device.closed);
	}

	@Test
	public void aClosedGateIsNotArmedAgain() throws Exception {
		open(new NullDevice(), WIDE, diary);
		gate.close();
		assertFalse(gate.arm());
		assertFalse(gate.isArmed());
	}

	/** A device as somebody may write one; counts what is done to it. */
	private static class OddDevice implements RewardDevice {

		volatile int opened;
		volatile int closed;
		volatile int shut;

		@Override
		public List<Setting> settings() {
			return List.of();
		}

		@Override
		public void open(final DeviceSettings settings) throws IOException {
			opened++;
		}

		@Override
		public Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
			return new Receipt(sequence, valveOpen, true);
		}

		@Override
		public void shut() {
			shut++;
		}

		@Override
		public boolean timesValve() {
			return true;
		}

		@Override
		public void close() {
			closed++;
		}
	}
}

package org.apical.online.source;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.sun.management.ThreadMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apical.recording.PixelType;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What every {@link FrameSource} keeps to, whatever brings its frames; with real sockets, files and images. */
public abstract class FrameSourceContract {

	/** The other side, in a thread of its own. */
	protected interface Sender extends AutoCloseable {

		/** @param number counts planes and channels too */
		void send(float[] pixels, long number, int plane, int channel) throws Exception;

		/** Tells that the acquisition is over, in the way of such senders. */
		void end() throws Exception;

		@Override
		void close() throws Exception;
	}

	/** What the other side does. */
	protected interface Script {
		void run(Sender sender) throws Exception;
	}

	protected static final SourceGeometry ONE = new SourceGeometry(37, 23, PixelType.UINT16, 1, 1);
	protected static final SourceGeometry TWO_BY_TWO = new SourceGeometry(20, 30, PixelType.UINT16, 2, 2);

	/** Parts of a measurement of which the best counts. */
	private static final int PARTS = 5;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Rule
	public final Timeout timeout = Timeout.seconds(30);

	protected final List<String> log = Collections.synchronizedList(new ArrayList<>());
	protected final FrameSource source = source();
	private CompletableFuture<Void> other = CompletableFuture.completedFuture(null);

	/** A new one. */
	protected abstract FrameSource source();

	/** Such that the source takes frames like these. */
	protected abstract SourceSettings settings(SourceGeometry geometry) throws Exception;

	/** Called once the source is open. */
	protected abstract Sender sender(SourceGeometry geometry) throws Exception;

	/** Whether numbers come along, so that a frame left out can be noticed. */
	protected boolean showsLoss() {
		return true;
	}

	/** Whether planes and channels may follow each other. */
	protected boolean takesSeveral() {
		return true;
	}

	/** Whether the source waits for a sender, as all live ones do. */
	protected boolean isLive() {
		return true;
	}

	/** Bytes that the thread which calls next may allocate a frame, for which the source is not to blame. */
	protected int allowedBytesPerFrame() {
		return 0;
	}

	/** Frames until everything has its size and is compiled. */
	protected int warmUpFrames() {
		return 2000;
	}

	/** Opens the source and lets the other side begin. */
	protected void play(final SourceGeometry geometry, final SourceSettings settings, final Script script) throws Exception {
		source.listen(log::add);
		source.open(settings);
		other = run(() -> {
			try (Sender sender = sender(geometry)) {
				script.run(sender);
			}
		});
	}

	/** Some work. */
	protected interface Work {
		void run() throws Exception;
	}

	protected static CompletableFuture<Void> run(final Work work) {
		final CompletableFuture<Void> done = new CompletableFuture<>();
		final Thread thread = new Thread(() -> {
			try {
				work.run();
				done.complete(null);
			}
			catch (final Exception e) {
				done.completeExceptionally(e);
			}
		}, "other side");
		thread.setDaemon(true);
		thread.start();
		return done;
	}

	@After
	public void closeSource() throws InterruptedException, ExecutionException {
		source.close();
		if (other.isCompletedExceptionally()) other.get();
	}

	/** A picture with structure, noise and a mark of the frame, different for each frame, plane and channel. */
	protected static float[] picture(final SourceGeometry geometry, final long number) {
		final Random random = new Random(number);
		final float[] pixels = new float[geometry.width() * geometry.height()];
		for (int i = 0; i < pixels.length; i++) {
			final int x = i % geometry.width();
			final int y = i / geometry.width();
			pixels[i] = 1000 + 300 * (x / 5 % 2) + 7 * y + random.nextInt(200);
		}
		pixels[0] = number;
		return pixels;
	}

	protected static void sendVolumes(final Sender sender, final SourceGeometry geometry, final int volumes) throws Exception {
		long number = 0;
		for (int v = 0; v < volumes; v++) for (int p = 0; p < geometry.planes(); p++) for (int c = 0; c < geometry.channels(); c++) {
			sender.send(picture(geometry, number), number, p, c);
			number++;
		}
	}

	@Test
	public void framesComeWholeAndInOrder() throws Exception {
		play(ONE, settings(ONE), sender -> {
			sendVolumes(sender, ONE, 20);
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 20; n++) {
			final long before = System.nanoTime();
			assertTrue("frame " + n, source.next(frame));
			assertEquals(n, frame.number());
			assertEquals(ONE.width(), frame.width());
			assertEquals(ONE.height(), frame.height());
			assertArrayEquals("frame " + n, picture(ONE, n), frame.pixels(), 0);
			assertTrue(frame.arrivalNanos() >= before - TimeUnit.SECONDS.toNanos(10) && frame.arrivalNanos() <= System.nanoTime());
		}
		assertFalse(source.next(frame));
		assertEquals(new SourceCounts(20, 0, 0, 0, 0, 0), source.counts());
		assertEquals(ONE.width(), source.geometry().width());
		assertEquals(ONE.height(), source.geometry().height());
	}

	@Test
	public void planesAndChannelsComeApart() throws Exception {
		assumeTrue(takesSeveral());
		play(TWO_BY_TWO, settings(TWO_BY_TWO).with("planes", 2).with("channels", 2), sender -> {
			sendVolumes(sender, TWO_BY_TWO, 5);
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 20; n++) {
			assertTrue(source.next(frame));
			assertEquals(n / 2 % 2, frame.plane());
			assertEquals(n % 2, frame.channel());
			assertEquals(n, frame.number());
			assertArrayEquals("frame " + n, picture(TWO_BY_TWO, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
		assertEquals(2, source.geometry().planes());
		assertEquals(2, source.geometry().channels());
	}

	@Test
	public void closingFromAnotherThreadEndsAWaitWithinASecond() throws Exception {
		assumeTrue(isLive());
		source.open(settings(ONE));
		final CompletableFuture<Void> closing = run(() -> {
			Thread.sleep(100);
			source.close();
		});
		final long start = System.nanoTime();
		assertFalse(source.next(new LiveFrame()));
		assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(1100));
		closing.get();
	}

	@Test
	public void aWaitCanBeInterrupted() throws Exception {
		assumeTrue(isLive());
		source.open(settings(ONE));
		final Thread waiting = Thread.currentThread();
		final CompletableFuture<Void> interrupting = run(() -> {
			Thread.sleep(100);
			waiting.interrupt();
		});
		assertThrows(InterruptedException.class, () -> source.next(new LiveFrame()));
		interrupting.get();
	}

	@Test
	public void closingTwiceOrBeforeOpeningIsHarmless() throws Exception {
		source.close();
		source.close();
		assertFalse(source.next(new LiveFrame()));
	}

	@Test
	public void silenceEndsTheAcquisitionAfterTheTimeSet() throws Exception {
		assumeTrue(isLive());
		final CompletableFuture<Void> done = new CompletableFuture<>();
		play(ONE, settings(ONE).with("timeout_s", 0.5), sender -> {
			sendVolumes(sender, ONE, 2);
			done.get();
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		final long start = System.nanoTime();
		assertFalse(source.next(frame));
		final double seconds = (System.nanoTime() - start) / 1e9;
		assertTrue("after " + seconds + " s", seconds > 0.3 && seconds < 2);
		done.complete(null);
	}

	@Test
	public void aFrameLeftOutIsCountedAndNotMadeUp() throws Exception {
		assumeTrue(isLive() && showsLoss());
		play(ONE, settings(ONE), sender -> {
			for (final int n : new int[] { 0, 1, 4, 5 }) sender.send(picture(ONE, n), n, 0, 0);
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		for (final int n : new int[] { 0, 1, 4, 5 }) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
			assertArrayEquals(picture(ONE, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
		assertEquals(new SourceCounts(4, 2, 0, 0, 0, 0), source.counts());
		assertTrue(log.toString(), log.contains("Frames 2 to 3 were lost"));
	}

	@Test
	public void anUnknownSettingIsAnsweredWithThoseThereAre() throws Exception {
		final SourceException e = assertThrows(SourceException.class, () -> source.open(settings(ONE).with("prot", "raw")));
		assertTrue(e.getMessage(), e.getMessage().matches("The source \\w+ has no setting prot; it has .*timeout_s.*"));
	}

	@Test
	public void settingsCanBeCheckedWithoutOpening() throws Exception {
		assertThrows(SourceException.class, () -> source.check(settings(ONE).with("prot", "raw")));
		source.check(settings(ONE));
		assertEquals(SourceCounts.NONE, source.counts());
	}

	@Test
	public void nothingIsCountedAndNoSizeKnownBeforeOpening() {
		assertEquals(SourceCounts.NONE, source.counts());
		assertNull(source.geometry());
	}

	@Test
	public void nothingIsAllocatedOnceTheFrameHasItsSize() throws Exception {
		final int warm = warmUpFrames();
		final int measured = 500;
		play(ONE, settings(ONE), sender -> {
			sendVolumes(sender, ONE, warm + measured);
			sender.end();
		});
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		final long me = Thread.currentThread().getId();
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < warm; n++) assertTrue(source.next(frame));
		long fewest = Long.MAX_VALUE;
		long last = threads.getThreadAllocatedBytes(me);
		// what Java does once, such as loading a class, is in one of the parts alone
		for (int part = 0; part < PARTS; part++) {
			for (int n = 0; n < measured / PARTS; n++) if (!source.next(frame)) throw new IOException("ended");
			final long now = threads.getThreadAllocatedBytes(me);
			fewest = Math.min(fewest, now - last);
			last = now;
		}
		final long allowed = (long) measured / PARTS * allowedBytesPerFrame();
		assertTrue(fewest + " bytes in " + measured / PARTS + " frames", fewest <= 800 + allowed);
	}
}

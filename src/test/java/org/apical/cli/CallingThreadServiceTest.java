package org.apical.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apical.command.ShakyRecording;
import org.junit.AfterClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.thread.ThreadService;

public class CallingThreadServiceTest {

	private static final Context CONTEXT = new Context(CallingThreadService.plugins());

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final ThreadService threads = CONTEXT.service(ThreadService.class);

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	@Test
	public void aCommandLeavesNoThreadThatKeepsTheProgramAlive() throws Exception {
		final Path movie = ShakyRecording.write(temporary.getRoot().toPath().resolve("shaky.tif"), 10);
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty(
			"java.class.path"), ThreadsLeft.class.getName(), "correct", movie.toString(), "-o", temporary.getRoot() + "/out", "--model", "rigid")
				.redirectErrorStream(true).start();
		final List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		assertEquals(List.of(), lines.stream().filter(l -> l.startsWith("left: ")).toList());
		assertEquals("code 0", lines.get(lines.size() - 1));
	}

	@Test
	public void codeRunsInTheThreadThatAsksForIt() throws Exception {
		final CompletableFuture<Thread> ran = new CompletableFuture<>();
		assertFalse(threads.isDispatchThread());
		threads.invoke(() -> {
			assertTrue(threads.isDispatchThread());
			ran.complete(Thread.currentThread());
		});
		assertSame(Thread.currentThread(), ran.get());
	}

	@Test
	public void codeOfSeveralThreadsNeverRunsAtTheSameTime() throws Exception {
		final AtomicInteger inside = new AtomicInteger();
		final AtomicInteger most = new AtomicInteger();
		final CountDownLatch start = new CountDownLatch(1);
		final Callable<Void> asking = () -> {
			start.await();
			for (int i = 0; i < 200; i++) threads.invoke(() -> {
				most.accumulateAndGet(inside.incrementAndGet(), Math::max);
				Thread.yield();
				inside.decrementAndGet();
			});
			return null;
		};
		final var one = threads.run(asking);
		final var other = threads.run(asking);
		start.countDown();
		one.get();
		other.get();
		assertEquals(1, most.get());
	}

	@Test
	public void queuedCodeRunsSoonInOrder() throws Exception {
		final StringBuilder order = new StringBuilder();
		final CountDownLatch done = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			final int number = i;
			threads.queue(() -> {
				order.append(number);
				done.countDown();
			});
		}
		assertTrue(done.await(10, TimeUnit.SECONDS));
		assertEquals("012", order.toString());
	}

	@Test
	public void anErrorReachesWhoAskedAndBlocksNobody() throws Exception {
		try {
			threads.invoke(() -> {
				throw new IllegalStateException("odd");
			});
			throw new AssertionError("No error came");
		}
		catch (final InvocationTargetException e) {
			assertEquals("odd", e.getCause().getMessage());
		}
		assertFalse(threads.isDispatchThread());
		threads.run(() -> {
			threads.invoke(() -> {});
			return null;
		}).get(10, TimeUnit.SECONDS);
	}
}

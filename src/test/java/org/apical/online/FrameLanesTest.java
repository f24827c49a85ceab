package org.apical.online;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class FrameLanesTest {

	/** Frames of one pixel, two channels in turn, as fast as they are taken. */
	private static class Counting implements FrameSource {

		private final long most;
		private final CountDownLatch closed = new CountDownLatch(1);
		private long made;

		Counting(final long most) {
			this.most = most;
		}

		@Override
		public void listen(final Consumer<String> log) {
			// has nothing to tell
		}

		@Override
		public void open(final SourceSettings settings) {
			// is open
		}

		@Override
		public boolean next(final LiveFrame into) throws IOException, InterruptedException {
			if (made == most || closed.getCount() == 0) return false;
			into.resize(1, 1);
			into.label(made / 2, 0, (int) (made % 2), Double.NaN, System.nanoTime());
			made++;
			return true;
		}

		@Override
		public SourceCounts counts() {
			return SourceCounts.NONE;
		}

		@Override
		public SourceGeometry geometry() {
			return null;
		}

		@Override
		public void close() {
			closed.countDown();
		}
	}

	private final List<Long> settled = new ArrayList<>();

	private abstract class Settling implements FrameLanes.Work {

		@Override
		public void read(final Lane lane) throws IOException {
			// tells nothing
		}

		@Override
		public boolean settle(final Lane lane) throws IOException {
			settled.add(lane.frame.number());
			return true;
		}
	}

	private static List<Long> upTo(final long n) {
		return LongStream.range(0, n).boxed().toList();
	}

	@Test
	public void framesOfOneChannelAreSettledInOrderHoweverLongTheyAreRead() throws Exception {
		new FrameLanes(new Counting(2000), 1, new Settling() {

			@Override
			public void read(final Lane lane) {
				if (lane.frame.number() % 3 == 0) Thread.yield();
			}
		}).run(3);
		assertEquals(upTo(1000), settled);
	}

	@Test
	public void twoFramesAreReadAtATime() throws Exception {
		final CyclicBarrier both = new CyclicBarrier(2);
		final Set<String> threads = ConcurrentHashMap.newKeySet();
		new FrameLanes(new Counting(8), 0, new Settling() {

			@Override
			public void read(final Lane lane) throws IOException {
				threads.add(Thread.currentThread().getName());
				try {
					both.await(60, TimeUnit.SECONDS);
				}
				catch (final Exception e) {
					throw new IOException("nobody reads the other frame", e);
				}
			}
		}).run(2);
		assertEquals(upTo(4), settled);
		assertEquals(2, threads.size());
	}

	@Test
	public void nothingIsSettledBehindTheFrameThatEndsIt() throws Exception {
		final Counting source = new Counting(Long.MAX_VALUE);
		new FrameLanes(source, 0, new Settling() {

			@Override
			public boolean settle(final Lane lane) throws IOException {
				return super.settle(lane) && lane.frame.number() < 9;
			}
		}).run(2);
		assertEquals(upTo(10), settled);
		assertEquals("the source is closed", 0, source.closed.getCount());
	}

	@Test
	public void whatFailsEndsAllAndIsTold() {
		final FrameLanes lanes = new FrameLanes(new Counting(Long.MAX_VALUE), 0, new Settling() {

			@Override
			public void read(final Lane lane) throws IOException {
				if (lane.frame.number() == 7) throw new IOException("frame 7 cannot be read");
			}
		});
		assertEquals("frame 7 cannot be read", assertThrows(IOException.class, () -> lanes.run(2)).getMessage());
		assertTrue(settled.size() <= 7);
	}

	@Test
	public void aLaneThatWaitsForAFrameEndsWithTheOthers() throws Exception {
		final FrameLanes lanes = new FrameLanes(new Counting(4) {

			@Override
			public boolean next(final LiveFrame into) throws IOException, InterruptedException {
				if (super.next(into)) return true;
				super.closed.await();
				return false;
			}
		}, 0, new Settling() {

			@Override
			public boolean settle(final Lane lane) throws IOException {
				return super.settle(lane) && lane.frame.number() < 1;
			}
		});
		lanes.run(2);
		assertEquals(upTo(2), settled);
	}
}

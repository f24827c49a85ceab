package org.apical.online;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class NewsTest {

	@Rule
	public final Timeout timeout = Timeout.seconds(30);

	private final List<String> told = Collections.synchronizedList(new ArrayList<>());

	@Test
	public void linesAreToldInOrderThoseOfBeforeItsBeginningToo() {
		try (News news = new News(told::add)) {
			news.accept("first");
			news.begin();
			news.accept("second");
		}
		assertEquals(List.of("first", "second"), told);
	}

	@Test
	public void aListenerThatHangsHoldsUpNobodyAndHearsHowMuchItMissed() throws Exception {
		final CountDownLatch read = new CountDownLatch(1);
		try (News news = new News(line -> {
			try {
				read.await();
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			told.add(line);
		})) {
			news.begin();
			final long start = System.nanoTime();
			for (int i = 0; i < 5000; i++) news.accept("line " + i);
			assertTrue(System.nanoTime() - start < 1_000_000_000L);
			read.countDown();
		}
		for (int i = 0; i < told.size() - 1; i++) assertEquals("line " + i, told.get(i));
		final String last = told.get(told.size() - 1);
		assertEquals(5000 - (told.size() - 1) + " more lines were not shown in time; the session's record has them", last);
	}

	@Test
	public void aListenerThatFailsIsToldTheNextLine() {
		try (News news = new News(line -> {
			if (line.equals("bad")) throw new IllegalStateException("no window");
			told.add(line);
		})) {
			news.begin();
			news.accept("bad");
			news.accept("good");
		}
		assertEquals("good", told.get(0));
	}

	@Test
	public void closingWaitsForNoListenerThatNeverReturns() {
		final CountDownLatch never = new CountDownLatch(1);
		final News news = new News(line -> {
			try {
				never.await();
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		news.begin();
		news.accept("line");
		final long start = System.nanoTime();
		news.close();
		assertTrue(System.nanoTime() - start < 3_000_000_000L);
		never.countDown();
	}
}

package org.apical.online.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Test;

public class FrameTallyTest {

	private final List<String> log = new ArrayList<>();
	private final FrameTally tally = new FrameTally(log::add);

	private long[] accept(final long... numbers) {
		final long[] ours = new long[numbers.length];
		for (int i = 0; i < ours.length; i++) ours[i] = tally.accept(numbers[i]);
		return ours;
	}

	private static List<Long> list(final long... numbers) {
		final List<Long> all = new ArrayList<>();
		for (final long n : numbers) all.add(n);
		return all;
	}

	private List<Long> places(final long... numbers) {
		return list(accept(numbers));
	}

	@Test
	public void aSenderWhoseCountHasGoneOnWhileItWasAwayHasLostThoseFrames() {
		assertEquals(list(0, 1, 2), places(0, 1, 2));
		tally.reconnect();
		assertEquals(list(7, 8), places(7, 8));
		assertEquals(new SourceCounts(0, 4, 0, 0, 0, 1), tally.counts());
		assertEquals(List.of("The sender came back behind frame 2", "Frames 3 to 6 were lost"), log);
	}

	@Test
	public void aSenderThatComesBackAndCountsFromTheBeginningStartsAnew() {
		places(0, 1, 2);
		tally.reconnect();
		assertEquals(list(3, 4), places(0, 1));
		assertEquals(new SourceCounts(0, 0, 0, 0, 0, 1), tally.counts());
	}

	@Test
	public void aSenderThatComesBackAndSaysThatItStartsAnewCountsOnce() {
		places(0, 1, 2);
		tally.reconnect();
		tally.restart();
		assertEquals(list(3), places(9));
		assertEquals(new SourceCounts(0, 0, 0, 0, 0, 1), tally.counts());
		assertEquals(List.of("The sender started anew behind frame 2"), log);
	}

	@Test
	public void aFrameOfBeforeTheFirstOfASenderThatStartedAnewIsLate() {
		places(0, 1, 2);
		tally.restart();
		assertEquals(list(3, -1), places(1000, 2));
		assertEquals(1, tally.counts().late());
	}

	@Test
	public void aNumberOutOfAllReasonIsNoLossOfSoManyFrames() {
		assertEquals(list(0, 1, 2), places(0, 1L << 50, 2));
		assertEquals(0, tally.counts().lost());
	}

	@Test
	public void noNumbersWhateverTheyAreBreakTheCountOrLetItFall() {
		final Random random = new Random(5);
		long last = -1;
		for (int i = 0; i < 200_000; i++) {
			final long number = switch (random.nextInt(4)) {
				case 0 -> Long.MAX_VALUE - random.nextInt(3);
				case 1 -> random.nextLong() >>> 1;
				case 2 -> random.nextInt(3000);
				default -> i;
			};
			if (random.nextInt(50) == 0) tally.reconnect();
			if (random.nextInt(50) == 0) tally.damaged(number, "is one of the test's");
			final long ours = tally.accept(number);
			assertTrue(ours + " after " + last, ours == -1 || ours > last);
			last = Math.max(last, ours);
		}
	}
}

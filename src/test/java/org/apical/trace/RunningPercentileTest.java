package org.apical.trace;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;

public class RunningPercentileTest {

	@Test
	public void equalsSortingTheWindowForAnyPercentileAndWindow() {
		final Random random = new Random(1);
		for (final int window : new int[] { 1, 2, 3, 10, 64, 101 })
			for (final double percentile : new double[] { 0, 10, 12.5, 50, 99, 100 }) {
				final RunningPercentile running = new RunningPercentile(window, percentile);
				final double[] x = new double[400];
				for (int t = 0; t < x.length; t++) {
					// Rounded, so that many samples tie.
					x[t] = random.nextInt(10) == 0 ? Double.NaN : Math.round(4 * random.nextGaussian());
					assertEquals("window " + window + ", percentile " + percentile + ", frame " + t,
						sorted(x, Math.max(0, t - window + 1), t + 1, percentile), running.add(x[t]), 0);
				}
			}
	}

	@Test
	public void aWindowOfNothingButNanIsNan() {
		final RunningPercentile running = new RunningPercentile(2, 50);
		assertTrue(Double.isNaN(running.add(Double.NaN)));
		assertEquals(3, running.add(3), 0);
		assertEquals(3, running.add(Double.NaN), 0);
		assertTrue(Double.isNaN(running.add(Double.NaN)));
	}

	@Test
	public void saysWhatAWindowAndAPercentileMayBe() {
		assertThrows(IllegalArgumentException.class, () -> new RunningPercentile(0, 10));
		assertThrows(IllegalArgumentException.class, () -> new RunningPercentile(5, 101));
		assertThrows(IllegalArgumentException.class, () -> new RunningPercentile(5, Double.NaN));
	}

	static double sorted(final double[] x, final int from, final int to, final double percentile) {
		final double[] good = Arrays.stream(x, from, to).filter(v -> !Double.isNaN(v)).sorted().toArray();
		if (good.length == 0) return Double.NaN;
		final double rank = percentile * (good.length - 1) / 100;
		final int below = (int) Math.floor(rank);
		if (below == good.length - 1) return good[below];
		return good[below] + (rank - below) * (good[below + 1] - good[below]);
	}
}

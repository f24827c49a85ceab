package org.apical.trace;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.apical.roi.Roi;
import org.junit.Test;

public class NeuropilTest {

	private static final int SIZE = 64;

	@Test
	public void theSurroundHoldsEnoughPixelsNoRoisAndKeepsItsDistance() {
		final Roi a = disk(1, 30, 30, 4);
		final Roi b = disk(2, 42, 30, 4);
		final int[] surround = Neuropil.surrounds(List.of(a, b), NeuropilParameters.DEFAULT)[0];
		assertTrue("" + surround.length, surround.length >= 350 && surround.length < 700);
		for (final int p : surround) {
			assertFalse(a.contains(p) || b.contains(p));
			assertTrue(Math.hypot(p / SIZE - 30, p % SIZE - 30) > 5.5);
		}
	}

	@Test
	public void anRoiInTheCornerAndOneThatFillsTheFieldAreFine() {
		final int[] all = new int[SIZE * SIZE];
		Arrays.setAll(all, i -> i);
		final NeuropilParameters p = NeuropilParameters.DEFAULT;
		assertTrue(Neuropil.surrounds(List.of(disk(1, 0, 0, 3)), p)[0].length >= 350);
		assertEquals(0, Neuropil.surrounds(List.of(Roi.of(1, 0, SIZE, SIZE, all)), p)[0].length);
		final Neuropil.Correction none = Neuropil.correction(new float[] { 5 }, new float[] { Float.NaN }, 10, p);
		assertEquals(5, none.apply(5, Float.NaN), 0);
	}

	@Test
	public void theCoefficientIsFoundThoughTheCellIsActive() {
		for (final double truth : new double[] { 0, 0.4, 0.9 }) {
			final float[][] traces = traces(truth, 1);
			assertEquals(truth, Neuropil.fit(traces[0], traces[1], 10), 0.08);
		}
	}

	@Test
	public void correctingTakesTheSurroundOutAndLeavesTheBrightness() {
		final float[][] traces = traces(0.6, 2);
		final Neuropil.Correction correction = Neuropil.correction(traces[0], traces[1], 10, NeuropilParameters.DEFAULT.fitted());
		final float[] clean = correction.apply(traces[0], traces[1]);
		assertEquals(0, Neuropil.fit(clean, traces[1], 10), 0.05);
		assertEquals(median(traces[0]), median(clean), 2);
		for (int t = 0; t < clean.length; t++) assertEquals(clean[t], correction.apply(traces[0][t], traces[1][t]), 0);
	}

	@Test
	public void aTraceOfNanAndAFlatOneHaveNoNeuropil() {
		final float[] nan = new float[100];
		Arrays.fill(nan, Float.NaN);
		assertEquals(0, Neuropil.fit(nan, nan, 10), 0);
		assertEquals(0, Neuropil.fit(new float[100], new float[100], 10), 0);
		assertArrayEquals(new float[3], Neuropil.correction(new float[3], new float[3], 10, NeuropilParameters.DEFAULT)
			.apply(new float[3], new float[3]), 0);
		assertThrows(IllegalArgumentException.class, () -> NeuropilParameters.DEFAULT.withCoefficient(1.5));
	}

	@Test
	public void motionExplainsATraceThatFollowsItAndNotOneThatDoesNot() {
		final Random random = new Random(3);
		final int n = 2000;
		final double[] dy = new double[n];
		final double[] dx = new double[n];
		final float[] moved = new float[n];
		final float[] free = new float[n];
		for (int t = 0; t < n; t++) {
			dy[t] = random.nextGaussian();
			dx[t] = random.nextGaussian();
			moved[t] = (float) (100 + 3 * dy[t] - 2 * dx[t] * dx[t] + Math.sqrt(17) * random.nextGaussian());
			free[t] = (float) (100 + random.nextGaussian() + t / 100.0);
		}
		assertEquals(0.5, TraceQuality.of(moved, dy, dx).motionShare(), 0.05);
		assertEquals(0, TraceQuality.of(free, dy, dx).motionShare(), 0.01);
		assertTrue(Double.isNaN(TraceQuality.of(free, null, null).motionShare()));
		assertTrue(Double.isNaN(TraceQuality.of(new float[n], dy, dx).snr()));
		assertThrows(IllegalArgumentException.class, () -> TraceQuality.motionShare(free, new double[3], dx));
	}

	@Test
	public void snrIsThePeakOverTheNoise() {
		final Random random = new Random(4);
		final float[] trace = new float[3000];
		for (int t = 0; t < trace.length; t++) 
			trace[t] = (float) (random.nextGaussian() + 20 * Math.exp(-Math.pow((t % 100 - 50) / 8.0, 2)));
		assertEquals(20, TraceQuality.of(trace, null, null).snr(), 3);
	}

	/** An active ROI with a share of a fluctuating surround, and the surround. */
	private static float[][] traces(final double share, final long seed) {
		final Random random = new Random(seed);
		final float[] f = new float[4000];
		final float[] neuropil = new float[4000];
		double wave = 0;
		double cell = 0;
		for (int t = 0; t < f.length; t++) {
			wave = 0.95 * wave + 3 * random.nextGaussian();
			cell = 0.9 * cell + (random.nextInt(80) == 0 ? 60 : 0);
			neuropil[t] = (float) (100 + wave + 0.3 * random.nextGaussian());
			f[t] = (float) (200 + share * wave + cell + 3 * random.nextGaussian());
		}
		return new float[][] { f, neuropil };
	}

	private static double median(final float[] x) {
		final float[] sorted = x.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static Roi disk(final int label, final int y, final int x, final int radius) {
		return Roi.of(label, 0, SIZE, SIZE, IntStream.range(0, SIZE * SIZE).filter(
			p -> Math.hypot(p / SIZE - y, p % SIZE - x) <= radius).toArray());
	}
}

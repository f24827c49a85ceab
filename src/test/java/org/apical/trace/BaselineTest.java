package org.apical.trace;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;

public class BaselineTest {

	private static final double RATE_HZ = 10;

	@Test
	public void theRunningPercentileIsTheSortedOneOfACentredWindow() {
		final float[] f = trace(300, 1);
		final float[] f0 = Baseline.estimate(f, RATE_HZ, BaselineParameters.DEFAULT.withWindow(5));
		final double[] x = new double[f.length];
		for (int t = 0; t < x.length; t++) x[t] = f[t];
		for (int t = 0; t < x.length; t++)
			assertEquals((float) RunningPercentileTest.sorted(x, Math.max(0, t - 25), Math.min(x.length, t + 26), 10), f0[t], 0);
	}

	@Test
	public void theOnlineFormIsTheCausalOneBitForBit() {
		final float[] f = trace(500, 2);
		f[100] = f[101] = Float.NaN;
		for (final BaselineParameters p : new BaselineParameters[] { BaselineParameters.ONLINE.withFloor(1),
			BaselineParameters.MAXIMIN.withFloor(1) })
		{
			final Dff offline = Baseline.causal(f, RATE_HZ, p);
			final Dff prefix = Baseline.causal(Arrays.copyOf(f, 250), RATE_HZ, p);
			final CausalBaseline online = new CausalBaseline(p, RATE_HZ);
			for (int t = 0; t < f.length; t++) {
				final float value = (float) online.push(f[t]);
				assertEquals(Float.floatToRawIntBits(offline.values()[t]), Float.floatToRawIntBits(value));
				if (t < 250) assertEquals(Float.floatToRawIntBits(prefix.values()[t]), Float.floatToRawIntBits(value));
			}
		}
	}

	@Test
	public void badFramesAreNanAndLeaveTheBaselineAlone() {
		final float[] f = trace(400, 3);
		final float[] spoiled = f.clone();
		for (int t = 200; t < 210; t++) spoiled[t] = Float.NaN;
		final Dff dff = Baseline.dff(spoiled, RATE_HZ, BaselineParameters.DEFAULT.withWindow(20));
		assertTrue(Float.isNaN(dff.values()[205]));
		assertEquals(100, dff.baseline()[205], 2);
		assertFalse(Float.isNaN(dff.values()[210]));
	}

	@Test
	public void aBaselineNearZeroIsReportedAndNotDividedBy() {
		final float[] f = trace(400, 4);
		for (int t = 0; t < f.length; t++) f[t] -= 100;
		final Dff dff = Baseline.dff(f, RATE_HZ, BaselineParameters.DEFAULT);
		assertEquals(400, dff.nearZero());
		assertFalse(dff.trusted());
		for (final float v : dff.values()) assertTrue("finite and of the noise's order, not " + v, Math.abs(v) < 60);
		assertTrue(Baseline.dff(trace(400, 4), RATE_HZ, BaselineParameters.DEFAULT).trusted());
	}

	@Test
	public void maximinFollowsADriftThatAConstantMisses() {
		final float[] f = trace(3000, 5);
		for (int t = 0; t < f.length; t++) f[t] += t / 20f;
		final BaselineParameters maximin = BaselineParameters.MAXIMIN.withWindow(20);
		assertEquals(100 + 2000 / 20f, Baseline.estimate(f, RATE_HZ, maximin)[2000], 8);
		final float[] constant = Baseline.estimate(f, RATE_HZ, BaselineParameters.CONSTANT);
		assertEquals(constant[0], constant[2999], 0);
	}

	@Test
	public void nothingUsefulGivesNanNotAnException() {
		final float[] nan = new float[50];
		Arrays.fill(nan, Float.NaN);
		for (final BaselineParameters p : new BaselineParameters[] { BaselineParameters.DEFAULT, BaselineParameters.MAXIMIN,
			BaselineParameters.CONSTANT })
		{
			assertTrue(Float.isNaN(Baseline.dff(nan, RATE_HZ, p).values()[10]));
			assertEquals(0, Baseline.dff(new float[0], RATE_HZ, p).values().length);
			assertArrayEquals(new float[] { 0 }, Baseline.dff(new float[] { 7 }, RATE_HZ, p).values(), 0);
			final float[] flat = new float[50];
			Arrays.fill(flat, 5);
			assertArrayEquals(new float[50], Baseline.dff(flat, RATE_HZ, p).values(), 0);
			for (final float v : Baseline.dff(new float[50], RATE_HZ, p).values()) assertEquals(0, v, 0);
		}
	}

	@Test
	public void whatOnlyACalibrationKnowsIsAskedFor() {
		assertThrows(IllegalArgumentException.class, () -> new CausalBaseline(BaselineParameters.ONLINE, RATE_HZ));
		assertThrows(IllegalArgumentException.class, () -> new CausalBaseline(BaselineParameters.CONSTANT.withFloor(1), RATE_HZ));
		assertEquals(0.5, CausalBaseline.constant(2, 1).push(3), 0);
		assertThrows(IllegalArgumentException.class, () -> Baseline.dff(new float[5], Double.NaN, BaselineParameters.DEFAULT));
	}

	private static float[] trace(final int frames, final long seed) {
		final Random random = new Random(seed);
		final float[] f = new float[frames];
		for (int t = 0; t < frames; t++) f[t] = (float) (100 + random.nextGaussian() + (t % 37 < 3 ? 50 : 0));
		return f;
	}
}

package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.apical.recording.Progress;
import org.junit.Test;

public class NetworkDecoderTest {

	private static final int EVENTS = 60, SPACING = 10;
	private static final NetworkDecoder.Parameters FAST = NetworkDecoder.Parameters.DEFAULT.withPermutations(99);

	private final int[] frames = new int[EVENTS];
	private final double[] z = new double[EVENTS];

	@Test
	public void aNetworkThatTellsIsDecodedAndOneThatDoesNotIsNot() throws Exception {
		assertTrue(decode(rates(2), FAST).accuracy() > 0.8);
		assertEquals(0.01, decode(rates(2), FAST).p(), 1e-9);
		assertTrue(decode(rates(0), FAST).p() > 0.05);
	}

	@Test
	public void resultsDoNotDependOnTheNumberOfThreads() throws Exception {
		final NetworkDecoder one = decode(rates(0.5), FAST.withThreads(1)), three = decode(rates(0.5), FAST.withThreads(3));
		assertEquals(one.p(), three.p(), 0);
		assertEquals(one.accuracy(), three.accuracy(), 0);
	}

	@Test
	public void oneClassAloneIsAGap() {
		Arrays.fill(z, 1);
		for (int i = 0; i < EVENTS; i++) frames[i] = (i + 1) * SPACING;
		final GapException e = assertThrows(GapException.class, () -> NetworkDecoder.of(0, frames, z, new float[3][1000], 4, FAST,
			Progress.NONE));
		assertTrue(e.getMessage(), e.getMessage().startsWith("60 amplified and 0 attenuated events"));
	}

	@Test
	public void aSilentNetworkIsAGap() throws Exception {
		rates(0);
		final GapException e = assertThrows(GapException.class, () -> decode(new float[8][(EVENTS + 2) * SPACING], FAST));
		assertTrue(e.getMessage(), e.getMessage().contains("silent"));
	}

	private float[][] rates(final double strength) {
		final Random random = new Random(4);
		final float[][] rates = new float[8][(EVENTS + 2) * SPACING];
		for (final float[] soma : rates) for (int t = 0; t < soma.length; t++) soma[t] = (float) random.nextGaussian();
		for (int i = 0; i < EVENTS; i++) {
			frames[i] = (i + 1) * SPACING;
			z[i] = random.nextGaussian();
			for (int t = frames[i] - 8; t < frames[i]; t++) rates[3][t] += (float) (strength * Math.signum(z[i]));
		}
		return rates;
	}

	private NetworkDecoder decode(final float[][] rates, final NetworkDecoder.Parameters parameters) throws Exception {
		return NetworkDecoder.of(0, frames, z, rates, 4, parameters, Progress.NONE);
	}
}

package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;

public class SignFlipTestTest {

	@Test
	public void sixAnimalsOfOneSignGiveTheSmallestPossibleP() {
		final SignFlipTest test = SignFlipTest.of(new double[] { 0.1, 0.3, 0.2, 0.5, 0.05, 0.4 }, 1);
		assertEquals(1 / 64.0, test.oneSided(), 0);
		assertEquals(2 / 64.0, test.twoSided(), 0);
		assertTrue(test.exact());
	}

	@Test
	public void everyPatternIsCountedOnce() {
		final double[] d = { 0.4, -0.1, 0.3, 0.25, -0.35 };
		final double observed = Arrays.stream(d).sum();
		int one = 0;
		for (int pattern = 0; pattern < 32; pattern++) {
			double sum = 0;
			for (int i = 0; i < 5; i++) sum += (pattern >> i & 1) == 0 ? d[i] : -d[i];
			if (sum >= observed - 1e-12) one++;
		}
		assertEquals(one / 32.0, SignFlipTest.of(d, 1).oneSided(), 0);
	}

	@Test
	public void tiesWithTheObservedMeanCountAgainstTheHypothesis() {
		assertEquals(1, SignFlipTest.of(new double[] { 0, 0, 0 }, 1).oneSided(), 0);
		assertEquals(1, SignFlipTest.of(new double[] { 0.1, -0.1 }, 1).twoSided(), 0);
	}

	@Test
	public void manyAnimalsAreTestedByRandomPatternsThatTheSeedRepeats() {
		final double[] d = new Random(3).doubles(40, -1, 1.5).toArray();
		final SignFlipTest test = SignFlipTest.of(d, 7);
		assertFalse(test.exact());
		assertEquals(test, SignFlipTest.of(d, 7));
		final double t = LocationTests.oneSample("", "animals", d).p();
		assertEquals(t, test.twoSided(), 0.01);
	}
}

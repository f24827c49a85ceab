package org.apical.roi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.apical.recording.Progress;
import org.junit.BeforeClass;
import org.junit.Test;

public class FootprintTest {

	private static final int SIDE = 40;
	private static BinnedMovie movie;

	@BeforeClass
	public static void bin() throws IOException {
		movie = BinnedMovie.of(new ActiveField(SIDE, 100, 15, 4, 1), IntStream.range(0, 100).toArray(), DetectorParameters.DEFAULT.withThreads(1), 8, Progress.NONE);
	}

	private static Footprint region(final IntPredicate inside) {
		final int[] pixels = IntStream.range(0, SIDE * SIDE).filter(inside).toArray();
		final float[] even = new float[pixels.length];
		Arrays.fill(even, 1);
		return new Footprint(movie, pixels, even);
	}

	private static double solidity(final IntPredicate inside) {
		return region(inside).solidity(SIDE);
	}

	@Test
	public void whatHasAnEdgeIsSolidHoweverThin() {
		assertEquals("diagonal of one pixel's width", 1, solidity(p -> p / SIDE == p % SIDE), 0);
		assertEquals("row at the field's edge", 1, solidity(p -> p < SIDE), 0);
		assertEquals("five pixels", 1, solidity(p -> Math.abs(p / SIDE - 20) + Math.abs(p % SIDE - 20) <= 1), 0);
		assertEquals("ring", 1, solidity(p -> Math.abs(Math.hypot(p / SIDE - 20, p % SIDE - 20) - 8) < 3), 0.02);
	}

	@Test
	public void aPatchFullOfHolesIsNotSolidHoweverLarge() {
		final SplittableRandom random = new SplittableRandom(1);
		final double lace = solidity(p -> random.nextDouble() < 0.7);
		assertTrue("" + lace, lace < 0.75);
	}

	@Test
	public void trunksOfSixPixelsAndLongThinNeuritesAreNotRagged() {
		assertFalse(StructureCriteria.ragged(region(p -> p / SIDE >= 20 && p / SIDE < 22 && p % SIDE < 3), SIDE));
		assertFalse(StructureCriteria.ragged(region(p -> p / SIDE == 20 && p % SIDE < 2 || p / SIDE == 21 && p % SIDE < 3), SIDE));
		assertFalse(StructureCriteria.ragged(region(p -> p / SIDE == p % SIDE), SIDE));
	}

	@Test
	public void patchesFullOfHolesAndShortStringsOfPixelsAreRagged() {
		final SplittableRandom random = new SplittableRandom(2);
		final boolean[] lace = new boolean[SIDE * SIDE];
		for (int p = 0; p < lace.length; p++) lace[p] = random.nextDouble() < 0.7;
		assertTrue("neighbours alone would not tell", region(p -> lace[p]).coherence(SIDE) > 2.5);
		assertTrue(StructureCriteria.ragged(region(p -> lace[p]), SIDE));
		assertTrue(StructureCriteria.ragged(region(p -> p / SIDE == p % SIDE && p / SIDE < 12), SIDE));
	}
}

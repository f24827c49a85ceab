package org.apical.roi;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.apical.recording.Progress;
import org.junit.BeforeClass;
import org.junit.Test;

public class DefocusTest {

	private static final int SIDE = 60;
	private static BinnedMovie movie;

	@BeforeClass
	public static void bin() throws IOException {
		movie = BinnedMovie.of(new ActiveField(SIDE, 100, 15, 4, 1), IntStream.range(0, 100).toArray(), DetectorParameters.DEFAULT.withThreads(1), 8, Progress.NONE);
	}

	/** A round region of that light over the distance from its middle, px, down to a quarter of the most. */
	private static boolean isBlot(final DoubleUnaryOperator light, final double um) {
		final int[] pixels = IntStream.range(0, SIDE * SIDE).filter(p -> light.applyAsDouble(distance(p)) > 0.25).toArray();
		final float[] weights = new float[pixels.length];
		for (int i = 0; i < weights.length; i++) weights[i] = (float) light.applyAsDouble(distance(pixels[i])) / movie.noise[pixels[i]];
		return Defocus.isBlot(new Footprint(movie, pixels, weights), movie, um);
	}

	private static double distance(final int p) {
		return Math.hypot(p / SIDE - 30, p % SIDE - 30);
	}

	private static DoubleUnaryOperator disc(final double radius, final double nucleus) {
		return d -> 1 / (1 + Math.exp((d - radius) / 0.6)) * (1 - nucleus / (1 + Math.exp(d - 0.5 * radius)));
	}

	@Test
	public void aCellInFocusIsNoBlotWithADarkNucleusOrWithout() {
		assertFalse(isBlot(disc(9, 0.7), 1));
		assertFalse(isBlot(disc(9, 0), 1));
		assertFalse("coarse pixels", isBlot(disc(5, 0), 1.9));
		assertFalse("fine pixels", isBlot(disc(18, 0.3), 0.5));
	}

	@Test
	public void whatRisesFromItsRimToItsMiddleOverManyMicrometresIsOne() {
		assertTrue(isBlot(d -> Math.exp(-d * d / (2 * 7 * 7)), 1));
		assertTrue("coarse pixels", isBlot(d -> Math.exp(-d * d / (2 * 4 * 4)), 1.9));
		assertTrue("fine pixels", isBlot(d -> Math.exp(-d * d / (2 * 13 * 13)), 0.5));
	}

	@Test
	public void aTrunkMayBeThatBlunt() {
		assertFalse(isBlot(d -> Math.exp(-d * d / (2 * 2 * 2)), 1));
	}
}

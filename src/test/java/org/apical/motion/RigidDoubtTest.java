package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

/** A frame that does not tell where it stands has no standard error, and so is marked bad. */
public class RigidDoubtTest {

	private static final int WIDTH = 120, HEIGHT = 100, REACH = 30;
	private static final double GROUND = 10, BRIGHT = 40;

	/** Equal cells in row 50 at these columns; photon noise unless the seed is 0. */
	private static float[] cells(final long seed, final double... columns) {
		final float[] image = new float[WIDTH * HEIGHT];
		final Random random = new Random(seed);
		for (int y = 0; y < HEIGHT; y++) for (int x = 0; x < WIDTH; x++) {
			double v = GROUND;
			for (final double c : columns) v += BRIGHT * Math.exp(-(Math.pow(y - 50, 2) + Math.pow(x - c, 2)) / 18);
			image[y * WIDTH + x] = (float) (seed == 0 ? v : v + Math.sqrt(v) * random.nextGaussian());
		}
		return image;
	}

	private static RigidEstimator estimator() {
		return new RigidEstimator(new TemplateModel(new Template(WIDTH, HEIGHT, cells(0, 48, 72)), new NoiseModel(1, 0, 1), 0, REACH), REACH);
	}

	@Test
	public void aFrameThatShowsWhatTheTemplateShowsIsFound() {
		final Shift found = estimator().estimate(cells(1, 60, 84));
		assertEquals(12, found.dx(), 0.3);
		assertFalse(Double.isNaN(found.sigma()));
	}

	@Test
	public void aCellThatCouldBeEitherOfTwoTellsNoPlace() {
		assertTrue(Double.isNaN(estimator().estimate(cells(0, 60)).sigma()));
	}

	@Test
	public void noiseAloneTellsNoPlace() {
		final RigidEstimator estimator = estimator();
		int found = 0;
		for (int seed = 1; seed <= 100; seed++) if (!Double.isNaN(estimator.estimate(cells(seed)).sigma())) found++;
		assertTrue(found + " of 100 frames of noise were found", found <= 4);
	}
}

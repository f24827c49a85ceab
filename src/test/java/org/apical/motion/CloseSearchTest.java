package org.apical.motion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

/** The search over all displacements is left out near the template, and must not be missed there. */
public class CloseSearchTest {

	private static final int WIDTH = 256, HEIGHT = 224, REACH = 30;

	/** Blobs whose places repeat every {@code period} columns; 0: they do not. */
	private static float[] scene(final int period, final double dy, final double dx, final long noise) {
		final float[] image = new float[WIDTH * HEIGHT];
		final Random places = new Random(5);
		for (int b = 0; b < 60; b++) {
			final double y0 = HEIGHT * places.nextDouble(), x0 = (period == 0 ? WIDTH : period) * places.nextDouble();
			for (double x1 = x0 - (period == 0 ? 0 : 2 * period); x1 < WIDTH + 40; x1 += period == 0 ? 10 * WIDTH : period) {
				for (int y = (int) Math.max(0, y0 + dy - 12); y < Math.min(HEIGHT, y0 + dy + 12); y++) {
					for (int x = (int) Math.max(0, x1 + dx - 12); x < Math.min(WIDTH, x1 + dx + 12); x++) {
						image[y * WIDTH + x] += (float) (40 * Math.exp(-(Math.pow(y - y0 - dy, 2) + Math.pow(x - x1 - dx, 2)) / 18));
					}
				}
			}
		}
		final Random random = new Random(noise);
		for (int i = 0; i < image.length; i++) image[i] = (float) Math.max(0, image[i] + 10 + Math.sqrt(image[i] + 10) * random.nextGaussian());
		return image;
	}

	private static TemplateModel model(final int period) {
		final float[] mean = new float[WIDTH * HEIGHT];
		for (int k = 0; k < 30; k++) {
			final float[] frame = scene(period, 0, 0, 100 + k);
			for (int i = 0; i < mean.length; i++) mean[i] += frame[i] / 30;
		}
		return new TemplateModel(new Template(WIDTH, HEIGHT, mean), new NoiseModel(1, 0, 1), 30, REACH);
	}

	@Test
	public void framesFarAndNearAreFound() {
		final TemplateModel model = model(0);
		assertTrue("a scene that is like itself nowhere else: " + model.likeness(), model.likeness() < 0.6);
		final RigidEstimator estimator = new RigidEstimator(model, REACH);
		final Random random = new Random(1);
		for (int k = 0; k < 40; k++) {
			final double reach = k % 2 == 0 ? 5 : 28;
			final double dy = reach * (2 * random.nextDouble() - 1), dx = reach * (2 * random.nextDouble() - 1);
			final Shift found = estimator.estimate(scene(0, dy, dx, k));
			assertEquals(dy, found.dy(), 0.1);
			assertEquals(dx, found.dx(), 0.1);
		}
	}

	@Test
	public void whereTheTemplateLooksLikeItselfElsewhereEveryFrameIsSearched() {
		assertTrue(model(16).likeness() > 0.9);
	}

	@Test
	public void whatIsFoundDoesNotDependOnTheFramesBefore() {
		final TemplateModel model = model(0);
		final RigidEstimator used = new RigidEstimator(model, REACH);
		for (int k = 0; k < 10; k++) {
			final float[] frame = scene(0, 3 * k - 14, 13 - 2.5 * k, k);
			assertEquals(new RigidEstimator(model, REACH).estimate(frame), used.estimate(frame));
		}
	}
}

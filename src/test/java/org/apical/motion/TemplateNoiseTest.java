package org.apical.motion;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;

/** The noise of a template is weaker between pixels and draws frames there: half of that is taken off. */
public class TemplateNoiseTest {

	private static final int SIDE = 400, FRAMES = 20;
	private static final double QUARTER = 0.25;

	private static float[] scene(final double dy, final double dx) {
		final float[] image = new float[SIDE * SIDE];
		Arrays.fill(image, 10);
		final Random places = new Random(3);
		for (int blob = 0; blob < 150; blob++) {
			final double y0 = SIDE * places.nextDouble() + dy, x0 = SIDE * places.nextDouble() + dx;
			for (int y = (int) Math.max(0, y0 - 12); y < Math.min(SIDE, y0 + 12); y++) for (int x = (int) Math.max(0, x0 - 12); x < Math.min(SIDE, x0 +
				12); x++) image[y * SIDE + x] += (float) (10 * Math.exp(-(Math.pow(y - y0, 2) + Math.pow(x - x0, 2)) / 12));
		}
		return image;
	}

	@Test
	public void framesAreDrawnTowardsTheHalfPixelByHalfOfWhatTheNoiseWould() {
		final float[] before = scene(-QUARTER, -QUARTER), behind = scene(QUARTER, QUARTER);
		double drawn = 0;
		for (int seed = 1; seed <= 4; seed++) {
			final float[] template = scene(0, 0);
			final Random random = new Random(seed);
			for (int i = 0; i < template.length; i++) template[i] += (float) (Math.sqrt(template[i] / FRAMES) * random.nextGaussian());
			final RigidEstimator estimator = new RigidEstimator(new TemplateModel(new Template(SIDE, SIDE, template), new NoiseModel(1, 0, 1), FRAMES,
				10), 10);
			final Shift first = estimator.estimate(before), last = estimator.estimate(behind);
			drawn += (last.dy() - first.dy() + last.dx() - first.dx()) / 4 - QUARTER;
		}
		// 0.014 px with all of the noise in the template's products, by these seeds
		assertEquals(0, drawn / 4, 0.0085);
	}
}

package org.apical.trace;

import static org.junit.Assert.assertEquals;

import java.util.Random;

import org.apical.motion.Interpolation;
import org.apical.motion.Warp;
import org.junit.Test;

/** What is read from a frame that moved is, to the bit, what is read once it was moved back. */
public class RegionsTest {

	private static final int WIDTH = 20;
	private static final int HEIGHT = 15;
	private static final float FILL = 3.5f;
	/** In the middle, in a corner, along the right side, and none. */
	private static final int[][] PIXELS = { { 145, 146, 166 }, { 0, 1, 20 }, { 19, 39, 59, 79 }, {} };

	@Test
	public void whereverTheFrameStands() {
		final Random random = new Random(1);
		final float[] frame = new float[WIDTH * HEIGHT];
		for (int i = 0; i < frame.length; i++) frame[i] = random.nextFloat();
		final Regions regions = new Regions(WIDTH, HEIGHT, PIXELS);
		final float[] back = new float[frame.length];
		for (int down = -HEIGHT - 1; down <= HEIGHT + 1; down++) for (int aside = -WIDTH - 1; aside <= WIDTH + 1; aside++) {
			Warp.rigid(frame, WIDTH, HEIGHT, down, aside, Interpolation.NEAREST, FILL, back);
			for (int r = 0; r < PIXELS.length; r++) {
				final double[] weights = random.doubles(PIXELS[r].length).toArray();
				double sum = 0;
				double weighted = 0;
				for (int i = 0; i < weights.length; i++) {
					sum += back[PIXELS[r][i]];
					weighted += weights[i] * back[PIXELS[r][i]];
				}
				assertEquals((float) (sum / PIXELS[r].length), regions.mean(r, frame, down, aside, FILL), 0);
				assertEquals(weighted, regions.sum(r, weights, frame, down, aside, FILL), 0);
			}
		}
	}
}

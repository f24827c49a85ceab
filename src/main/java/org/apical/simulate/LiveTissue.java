package org.apical.simulate;

import java.util.SplittableRandom;

/**
 * Frames of a plane whose neurons fire as they do just then, made fast enough to feed a loop: a resting image, each neuron's
 * light on top, whole-pixel motion, and noise as of photons.
 */
public final class LiveTissue {

	private static final int NOISE = 1 << 16;
	/** Each frame the tissue moves by a pixel this often, and back towards its place. */
	private static final double MOVES = 0.15;

	private final int width;
	private final int height;
	private final float[] resting;
	private final int[][] pixels;
	private final float[][] weights;
	private final int reach;
	private final double gain;
	private final float[] noise = new float[NOISE];
	private final float[] lit;
	private final SplittableRandom random;
	private int dy;
	private int dx;

	/**
	 * @param resting image, in detector counts
	 * @param pixels of each neuron
	 * @param weights one each, at most 1: how much of its pixel's light rises with dF/F0
	 * @param gain detector counts per photon
	 * @param reach largest displacement, px
	 * @param seed of motion and noise
	 */
	public LiveTissue(final int width, final int height, final float[] resting, final int[][] pixels, final float[][] weights,
		final double gain, final int reach, final long seed)
	{
		this.width = width;
		this.height = height;
		this.resting = resting.clone();
		this.pixels = pixels;
		this.weights = weights;
		this.gain = gain;
		this.reach = reach;
		random = new SplittableRandom(seed);
		lit = new float[resting.length];
		for (int i = 0; i < NOISE; i++) noise[i] = (float) random.nextGaussian();
	}

	/**
	 * Makes the next frame.
	 *
	 * @param dff of each neuron
	 * @param into filled row by row with whole numbers from 0 to 65535
	 */
	public void frame(final double[] dff, final float[] into) {
		System.arraycopy(resting, 0, lit, 0, lit.length);
		for (int n = 0; n < pixels.length; n++)
			for (int i = 0; i < pixels[n].length; i++) lit[pixels[n][i]] += resting[pixels[n][i]] * weights[n][i] * (float) dff[n];
		dy = moved(dy);
		dx = moved(dx);
		for (int r = 0; r < height; r++) {
			final int from = Math.max(0, Math.min(height - 1, r - dy)) * width;
			int draw = random.nextInt(NOISE);
			for (int c = 0; c < width; c++) {
				final float mean = lit[from + Math.max(0, Math.min(width - 1, c - dx))];
				draw = draw + 1 & NOISE - 1;
				final float value = mean + (float) Math.sqrt(gain * mean) * noise[draw];
				into[r * width + c] = Math.round(Math.max(0, Math.min(65535, value)));
			}
		}
	}

	private int moved(final int at) {
		if (random.nextDouble() >= MOVES) return at;
		final int step = random.nextDouble() < 0.5 + 0.5 * at / (reach + 1.0) ? -1 : 1;
		return Math.max(-reach, Math.min(reach, at + step));
	}

	/** How far the last frame's content stands below the resting image, px. */
	public int dy() {
		return dy;
	}

	/** How far it stands to the right, px. */
	public int dx() {
		return dx;
	}
}

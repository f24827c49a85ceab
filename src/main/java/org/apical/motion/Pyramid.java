package org.apical.motion;

/** A frame at full size and halved again and again: each level sums 2 x 2 pixels of the one before, divided by 4. */
final class Pyramid {

	final int levels;
	final int[] width;
	final int[] height;
	/** Pixels of each level; level 0 is the frame itself and is set by {@link #fill}. */
	final float[][] pixels;
	/** Two rows added up. */
	private final float[] line;

	/** @param levels number of levels, the full size included */
	Pyramid(final int width, final int height, final int levels) {
		this.levels = levels;
		this.width = new int[levels];
		this.height = new int[levels];
		pixels = new float[levels][];
		line = new float[width];
		for (int l = 0; l < levels; l++) {
			this.width[l] = width >> l;
			this.height[l] = height >> l;
			if (l > 0) pixels[l] = new float[this.width[l] * this.height[l]];
		}
	}

	/** Number of levels so that the smallest side of the coarsest is still at least {@code side} px. */
	static int levelsFor(final int width, final int height, final int side) {
		int levels = 1;
		while ((Math.min(width, height) >> levels) >= side && levels < 6) levels++;
		return levels;
	}

	void fill(final float[] frame) {
		pixels[0] = frame;
		for (int l = 1; l < levels; l++) halve(pixels[l - 1], width[l - 1], pixels[l], width[l], height[l]);
	}

	private void halve(final float[] fine, final int fineWidth, final float[] coarse, final int width,
		final int height)
	{
		for (int y = 0; y < height; y++) {
			final int top = 2 * y * fineWidth;
			for (int x = 0; x < 2 * width; x++) line[x] = 0.25f * (fine[top + x] + fine[top + fineWidth + x]);
			final int out = y * width;
			for (int x = 0; x < width; x++) coarse[out + x] = line[2 * x] + line[2 * x + 1];
		}
	}
}

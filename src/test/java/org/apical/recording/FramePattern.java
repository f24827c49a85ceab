package org.apical.recording;

/**
 * Frames for tests, each different from the others and without symmetry, so that swapped, shifted, transposed or
 * byte-swapped pixels show. They include the smallest and the largest value of the pixel type.
 */
public record FramePattern(int width, int height, int frames, PixelType type) {

	public int pixels() {
		return width * height;
	}

	/** Pixels of one frame, row by row. */
	public float[] frame(final int t) {
		final float[] pixels = new float[pixels()];
		for (int i = 0; i < pixels.length; i++) pixels[i] = value(t, i / width, i % width);
		pixels[0] = type == PixelType.FLOAT32 ? -1e-3f : type.min();
		pixels[pixels.length - 1] = type == PixelType.FLOAT32 ? 1e9f : type.max();
		return pixels;
	}

	private float value(final int t, final int y, final int x) {
		final int value = 1 + t * 131 + y * 17 + x * 3;
		return switch (type) {
			case UINT8 -> value % 251;
			case UINT16 -> value * 19 % 65521;
			case INT16 -> value * 19 % 65521 - 32000;
			case FLOAT32 -> value / 7f - 100;
		};
	}
}

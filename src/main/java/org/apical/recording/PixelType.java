package org.apical.recording;

/**
 * How a movie's pixels are stored on disk. In memory every pixel is a {@code float}, which holds all values of these
 * types exactly (integers up to 2^24).
 */
public enum PixelType {

	UINT8(1, 0, 255), INT16(2, -32768, 32767), UINT16(2, 0, 65535), FLOAT32(4, -Float.MAX_VALUE, Float.MAX_VALUE);

	private final int bytes;
	private final float min;
	private final float max;

	PixelType(final int bytes, final float min, final float max) {
		this.bytes = bytes;
		this.min = min;
		this.max = max;
	}

	/** Bytes of one pixel on disk. */
	public int bytes() {
		return bytes;
	}

	/** Smallest value the type can hold. */
	public float min() {
		return min;
	}

	/** Largest value the type can hold; a pixel at this value may be saturated. */
	public float max() {
		return max;
	}

	public boolean isInteger() {
		return this != FLOAT32;
	}

	/** The value as the type can store it: integers are rounded to nearest and limited to the range, NaN becomes 0. */
	public float clamp(final float value) {
		if (this == FLOAT32) return value;
		if (!(value > min)) return value <= min ? min : 0;
		return value >= max ? max : (float) Math.floor(value + 0.5f);
	}
}

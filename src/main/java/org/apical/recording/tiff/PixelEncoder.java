package org.apical.recording.tiff;

import java.nio.ByteBuffer;

import org.apical.recording.PixelType;

/** Turns frames of floats into the bytes of a pixel type, as {@link PixelType#clamp} says: rounded and limited, NaN as 0. */
final class PixelEncoder {

	private PixelEncoder() {}

	/**
	 * @param frame row by row
	 * @param pixels how many of them
	 * @param into filled from its start in its own byte order; position and limit are left alone
	 */
	static void encode(final float[] frame, final int pixels, final PixelType type, final ByteBuffer into) {
		switch (type) {
			case UINT8 -> encodeBytes(frame, pixels, into);
			case UINT16 -> encodeShorts(frame, pixels, into);
			case INT16 -> encodeSigned(frame, pixels, into);
			case FLOAT32 -> into.duplicate().order(into.order()).clear().asFloatBuffer().put(frame, 0, pixels);
		}
	}

	private static void encodeBytes(final float[] frame, final int pixels, final ByteBuffer into) {
		for (int i = 0; i < pixels; i++) into.put(i, (byte) unsigned(frame[i], 255));
	}

	private static void encodeShorts(final float[] frame, final int pixels, final ByteBuffer into) {
		for (int i = 0; i < pixels; i++) into.putShort(2 * i, (short) unsigned(frame[i], 65535));
	}

	private static void encodeSigned(final float[] frame, final int pixels, final ByteBuffer into) {
		for (int i = 0; i < pixels; i++) into.putShort(2 * i, (short) PixelType.INT16.clamp(frame[i]));
	}

	/** The clamp of unsigned types without a call to {@code floor}: above zero, a cast to int rounds down. */
	private static int unsigned(final float value, final int max) {
		final int rounded = (int) (value + 0.5f);
		return value > 0 ? Math.min(rounded, max) : 0;
	}
}

package org.apical.online.source.stream;

import java.nio.ByteBuffer;

import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;

/** Turns a frame of floats into the bytes of a pixel type, rounded and limited to what it can hold. */
public final class PixelEncoder {

	private PixelEncoder() {}

	/**
	 * @param frame row by row
	 * @param byColumns whether column shall follow column, else row follows row
	 * @param into takes the pixels from its position on, in its own byte order
	 */
	public static void encode(final float[] frame, final SourceGeometry geometry, final boolean byColumns, final ByteBuffer into) {
		final int width = geometry.width();
		final int height = geometry.height();
		final PixelType type = geometry.type();
		if (!byColumns) for (int i = 0; i < width * height; i++) put(frame[i], type, into);
		else for (int x = 0; x < width; x++) for (int y = 0; y < height; y++) put(frame[y * width + x], type, into);
	}

	private static void put(final float value, final PixelType type, final ByteBuffer into) {
		final float stored = type.clamp(value);
		switch (type) {
			case UINT8 -> into.put((byte) (int) stored);
			case INT16, UINT16 -> into.putShort((short) (int) stored);
			case FLOAT32 -> into.putFloat(stored);
		}
	}
}

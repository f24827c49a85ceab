package org.apical.online.source.stream;

import java.nio.ByteBuffer;

import org.apical.recording.PixelType;

/** A single pixel among bytes. */
final class PixelValue {

	private PixelValue() {}

	/** @param at byte where the pixel begins */
	static float at(final ByteBuffer bytes, final PixelType type, final int at) {
		return switch (type) {
			case UINT8 -> bytes.get(at) & 0xff;
			case INT16 -> bytes.getShort(at);
			case UINT16 -> bytes.getShort(at) & 0xffff;
			case FLOAT32 -> bytes.getFloat(at);
		};
	}
}

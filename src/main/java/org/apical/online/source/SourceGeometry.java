package org.apical.online.source;

import org.apical.recording.PixelType;

/**
 * Size and make-up of a stream.
 *
 * @param width pixels in a row
 * @param height rows of a frame
 * @param type of the pixels as they are sent
 * @param planes imaged alternately
 * @param channels recorded at once
 */
public record SourceGeometry(int width, int height, PixelType type, int planes, int channels) {

	/** Pixels in the largest frame that is taken; more is a damaged header, not a microscope. */
	public static final int MOST_PIXELS = 1 << 26;

	public SourceGeometry {
		if (!isPossible(width, height)) throw new IllegalArgumentException("A frame cannot have " + width + " x " + height + " pixels");
		if (planes < 1 || channels < 1) throw new IllegalArgumentException("There are no " + planes + " planes x " + channels + " channels");
	}

	/** Whether a frame may be so large, before memory is taken for it. */
	public static boolean isPossible(final long width, final long height) {
		return width >= 1 && height >= 1 && width <= MOST_PIXELS && height <= MOST_PIXELS && width * height <= MOST_PIXELS;
	}

	/** Bytes of a frame as it is sent. */
	public int frameBytes() {
		return width * height * type.bytes();
	}
}

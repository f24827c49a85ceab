package org.apical.motion;

import java.io.Serializable;

/**
 * The image that frames are compared with: the expected count of each pixel of a frame that has not moved.
 *
 * @param width pixels in a row
 * @param height rows
 * @param pixels row by row, in the movie's units
 */
public record Template(int width, int height, float[] pixels) implements Serializable {

	public Template {
		if (pixels.length != width * height) throw new IllegalArgumentException("A template of " + width + " x " + height +
			" needs " + width * height + " pixels, not " + pixels.length);
	}
}

package org.apical.recording;

import java.io.IOException;

/**
 * One plane and one channel of a {@link Recording}: a series of equally large frames, read when asked for.
 *
 * <p>Implementations are thread-safe: any number of threads may read different (or the same) frames at once. Reading
 * allocates nothing that lasts, so a movie may be longer than memory.
 */
public interface Movie {

	/** Pixels in a row. */
	int width();

	/** Rows in a frame. */
	int height();

	/** Number of whole frames. */
	int frames();

	/** How the pixels are stored; integers are delivered as floats of the same value. */
	PixelType pixelType();

	Sampling sampling();

	/**
	 * Reads one frame.
	 *
	 * @param frame from 0 to {@code frames() - 1}
	 * @param into filled row by row; holds at least width x height values
	 * @throws IOException where the file can no longer be read; the message names file and frame
	 * @throws IndexOutOfBoundsException where there is no such frame
	 */
	void read(int frame, float[] into) throws IOException;

	/** When the frame was taken, seconds from frame 0; from recorded time stamps where there are any, else from the rate (NaN if unknown). */
	default double timeSeconds(final int frame) {
		return frame / sampling().rateHz();
	}

	/** Number of pixels in a frame. */
	default int pixels() {
		return width() * height();
	}
}

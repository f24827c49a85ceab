package org.apical.recording;

import java.io.Closeable;
import java.io.IOException;

/**
 * Frames in the order in which a microscope stored them, channels and planes still mixed. What a file format has to
 * provide; {@link InterleavedRecording} makes a {@link Recording} of it.
 *
 * <p>Thread-safe in the sense of {@link Movie}: any number of threads may read at once.
 */
public interface FrameSeries extends Closeable {

	/** Pixels in a row. */
	int width();

	/** Rows in a frame. */
	int height();

	PixelType pixelType();

	/** Number of whole stored frames, all channels and planes counted. */
	int frames();

	/**
	 * @param index from 0 to {@code frames() - 1}
	 * @param into filled row by row; holds at least width x height values
	 * @throws IOException where the file can no longer be read; the message names file and frame
	 * @throws IndexOutOfBoundsException where there is no such frame
	 */
	void read(int index, float[] into) throws IOException;

	/** Recorded time stamp of a stored frame, seconds on the recording's own clock; NaN where none was recorded. */
	default double timeSeconds(final int index) {
		return Double.NaN;
	}
}

package org.apical.motion;

import java.io.IOException;

/**
 * Receives a corrected movie frame by frame, in order, on one thread. For each frame {@link #motion} comes first, then
 * {@link #frame} once per channel. Arrays belong to the caller and are used again: copy what is to be kept.
 */
public interface MotionSink {

	/**
	 * @param displacement null for {@link MotionModel#RIGID}; for {@link MotionModel#LINES} rows x 2 values, as dy, dx of
	 *          each row in px, the rigid part included; for {@link MotionModel#BLOCKS} blocks x 2 values likewise, see
	 *          {@link MotionCorrector#displacementShape}
	 */
	void motion(FrameMotion motion, float[] displacement) throws IOException;

	/**
	 * @param channel index into the movies given to {@link MotionCorrector#correct}
	 * @param pixels corrected frame, row by row, already rounded and limited to the movie's pixel type
	 */
	void frame(int frame, int channel, float[] pixels) throws IOException;
}

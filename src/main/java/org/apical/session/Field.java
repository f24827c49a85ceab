package org.apical.session;

import org.apical.recording.Sampling;

/**
 * The field that ROIs lie in, and when its frames were recorded.
 *
 * @param width pixels in a row
 * @param height rows
 * @param planes number of planes
 * @param sampling of each plane
 * @param times of the frames
 */
record Field(int width, int height, int planes, Sampling sampling, FrameTimes times) {

	/** When frames were recorded. */
	interface FrameTimes {

		/** Seconds from the recording's begin. */
		double seconds(int plane, int frame);
	}

	static Field of(final CorrectedRecording recording) {
		return new Field(recording.movie(0).width(), recording.movie(0).height(), recording.planes(), recording.movie(0).sampling(), (plane,
			frame) -> recording.movie(plane).timeSeconds(frame));
	}
}

package org.apical.online.task;

import java.util.Locale;

/**
 * A trial that has ended.
 *
 * @param number from 0
 * @param startFrame its first frame
 * @param endFrame the frame after its last
 * @param startS time of the first frame, s
 * @param endS time of the frame after the last, s
 * @param outcome how it ended
 * @param hitFrame frame of the hit; -1 without one
 * @param hitS its time, s; NaN without one
 * @param threshold that was to be reached, in the readout's own sign
 * @param condition what was manipulated, joined by {@code +}; empty for nothing
 */
public record TrialResult(int number, long startFrame, long endFrame, double startS, double endS, Outcome outcome, long hitFrame,
	double hitS, double threshold, String condition)
{

	/** How a trial ends. */
	public enum Outcome {
		HIT, MISS, ABORTED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}
}

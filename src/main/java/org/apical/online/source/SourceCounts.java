package org.apical.online.source;

/**
 * What came through a source so far; each plane and channel counts as a frame.
 *
 * @param frames delivered
 * @param lost numbers that were left out when a later one came
 * @param doubled came twice; the second was dropped
 * @param late came behind a later one, so that they are among the lost too; dropped
 * @param cutOff did not come whole, or damaged; dropped
 * @param reconnects how often a sender came back, or started anew
 */
public record SourceCounts(long frames, long lost, long doubled, long late, long cutOff, long reconnects) {

	public static final SourceCounts NONE = new SourceCounts(0, 0, 0, 0, 0, 0);

	/** For people. */
	@Override
	public String toString() {
		return frames + " frames, " + lost + " lost, " + doubled + " doubled, " + late + " late, " + cutOff + " cut off, " + reconnects +
			" reconnects";
	}
}

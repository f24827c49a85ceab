package org.apical.online.record;

import org.apical.online.FrameReading;
import org.apical.online.task.TaskState;

/** The record of one frame: when it came, what was read from it, what was decided. Filled again and again by the loop. */
public final class FrameEntry implements JournalEntry {

	/** Number in the session, from 0. */
	public long frame;
	/** Number that the source gave it. */
	public long sourceNumber;
	/** Number in the stored frames of its plane; -1 where it was not stored. */
	public long stored;
	public int plane;
	/** Whether it was read and judged; false while the session is being set up. */
	public boolean judged;
	/** Time by which the task goes. */
	public double timeS;
	/** The sender's own time stamp; NaN where it gave none. */
	public double deviceTimeS;
	/** When its last byte was there. */
	public double arrivalS;
	/** When all was decided and handed on. */
	public double decisionS;
	public int trial;
	public TaskState state;
	public double x;
	public double shown;
	public double angleDeg;
	/** Displacement, and fluorescence of the plane's ROIs and their surrounds. */
	public final FrameReading reading;
	/** dF/F0 of the plane's ROIs. */
	public final float[] dff;

	/** @param rois number of ROIs in the plane */
	public FrameEntry(final int rois) {
		reading = new FrameReading(rois);
		dff = new float[rois];
	}
}

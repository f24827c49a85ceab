package org.apical.motion;

/** How the content of one frame may stand against the template. */
public enum MotionModel {

	/** One displacement for the whole frame. */
	RIGID,

	/** A displacement that changes smoothly with scan time, so each row has its own; for resonant and galvo scanning. */
	LINES,

	/** A displacement that changes smoothly over the field, for tissue that deforms. */
	BLOCKS
}

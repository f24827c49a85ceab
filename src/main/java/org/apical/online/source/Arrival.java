package org.apical.online.source;

/** What an attempt to get a frame has brought. */
public enum Arrival {
	/** A frame, which has been filled in. */
	FRAME,
	/** None, but there may be one the next time. */
	NOTHING,
	/** None any more: the acquisition is over. */
	END
}

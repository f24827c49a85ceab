package org.apical.online.source.memory;

import java.io.IOException;

import org.apical.online.source.Arrival;
import org.apical.online.source.LiveFrame;

/** Frames in a file that another program has mapped into its memory too. For one thread. */
interface SharedMemory {

	/** Looks for a frame, without waiting. */
	Arrival look(LiveFrame into) throws IOException;
}

package org.apical.online;

import java.io.IOException;
import java.util.List;

import org.apical.online.source.LiveFrame;

/** Makes a session ready to judge while its frames already come. */
public interface Preparation {

	/** What a session needs to judge frames; {@code planes} in order. */
	record Ready(ClosedLoop loop, List<PlaneSetup> planes) {}

	/**
	 * Sees a frame before the session is ready; must not wait.
	 *
	 * @return what frames are judged with from this one on; null while that is not known yet
	 * @throws IOException with one line for the user where the session cannot be made ready
	 */
	Ready look(LiveFrame frame) throws IOException;
}

package org.apical.command;

import org.apical.online.LiveLoop;
import org.apical.online.LoopStatus;
import org.scijava.plugin.SciJavaPlugin;

/** Shows a person a session that runs, and lets them steer it. A plug-in: it knows windows, the command does not. */
public interface SessionDisplay extends SciJavaPlugin, AutoCloseable {

	/** Returns at once; what cannot be shown is said through the loop, and the session goes on without. */
	void open(LiveLoop loop, LoopStatus status, String title);

	/** Shows nothing any more. Once more is harmless. */
	@Override
	void close();
}

package org.apical.online.source;

import java.io.Closeable;
import java.io.IOException;

/** A place where frames appear, at which one has to look again and again. For one thread, but closed by any. */
public interface PolledFrames extends Closeable {

	/**
	 * Looks for a frame, without waiting for one. Fills in its pixels and the sender's own number, plane and channel.
	 *
	 * @throws SourceException where frames cannot be had from here any more
	 */
	Arrival look(LiveFrame into) throws IOException;

	@Override
	default void close() throws IOException {}
}

package org.apical.recording;

import java.io.Closeable;
import java.util.List;

/**
 * What one acquisition left behind: planes x channels of equally sized {@link Movie}s. Planes that a tunable lens
 * recorded alternately, and channels that were interleaved, are already apart.
 */
public interface Recording extends Closeable {

	/** A short name for humans, usually the file's. */
	String name();

	int planes();

	int channels();

	/**
	 * @param plane from 0
	 * @param channel from 0
	 * @throws IndexOutOfBoundsException where there is no such plane or channel
	 */
	Movie movie(int plane, int channel);

	/** What a user should know, such as frames cut off at the end; empty if all is well. */
	List<String> warnings();
}

package org.apical.online.source;

import java.util.Set;

import org.scijava.service.SciJavaService;

/** Finds the {@link FrameSource} of a key. */
public interface FrameSourceService extends SciJavaService {

	/** Keys of all sources there are. */
	Set<String> keys();

	/**
	 * A new source, not open yet.
	 *
	 * @throws IllegalArgumentException for a key that nobody provides; the message lists those known
	 */
	FrameSource create(String key);
}

package org.apical.recording;

import java.util.concurrent.CancellationException;

/** Hears how far a long job is and can ask it to stop. Called from any thread, often: implementations are cheap. */
@FunctionalInterface
public interface Progress {

	/** Nobody listens. */
	Progress NONE = (stage, done, total) -> {};

	/**
	 * @param stage what is being done, a few words
	 * @param done of {@code total} units
	 * @throws CancellationException to stop the job, which then leaves no half result
	 */
	void update(String stage, long done, long total);
}

package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.RecordingException;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Reads ROIs and traces as one program leaves them. A plug-in: mark an implementation {@code @Plugin(type =
 * ExchangeReader.class, name = "key")}; it passes {@code ExchangeReaderContract} in the tests.
 */
public interface ExchangeReader extends SciJavaPlugin {

	/** Whether this looks like its own, by names and first bytes, quickly and without throwing. */
	boolean canRead(Path path);

	/**
	 * @throws RecordingException with one clear line where something is missing, broken or contradictory
	 * @throws IOException where it cannot be read at all
	 */
	TracedRois read(Path path) throws IOException;

	/** Whether another program left what it reads. */
	default boolean isForeign() {
		return true;
	}

	/** The files and folders that are read; only where {@link #canRead}. */
	default List<Path> files(final Path path) {
		return List.of(path);
	}
}

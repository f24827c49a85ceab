package org.apical.recording;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Reads one family of files. A plug-in: mark an implementation {@code @Plugin(type = RecordingFormat.class, name =
 * "key", priority = …)}; the first by priority that {@link #canOpen} is used.
 *
 * <p>Every implementation passes {@code RecordingFormatContract}, the conformance suite in the tests.
 */
public interface RecordingFormat extends SciJavaPlugin {

	/** Whether this looks like a file (or folder) of this format: by its name and first bytes, quickly and without throwing. */
	boolean canOpen(Path path);

	/**
	 * Opens lazily: reads metadata and the index of frames, no pixels.
	 *
	 * @throws RecordingException with one clear line where the file is odd, empty or lying about itself
	 * @throws IOException where it cannot be read at all
	 */
	Recording open(Path path, OpenOptions options) throws IOException;
}

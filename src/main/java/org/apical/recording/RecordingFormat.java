package org.apical.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
	 * What there is that {@link #open} reads along with the named file, such as a header beside it: files, or a folder for
	 * all files in it. Nothing in most formats.
	 *
	 * @param path one that this format can open
	 */
	default List<Path> companions(final Path path) throws IOException {
		return List.of();
	}

	/**
	 * Opens lazily: reads metadata and the index of frames, no pixels.
	 *
	 * @throws RecordingException with one clear line where the file is odd, empty or lying about itself
	 * @throws IOException where it cannot be read at all
	 */
	Recording open(Path path, OpenOptions options) throws IOException;
}

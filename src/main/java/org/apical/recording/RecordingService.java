package org.apical.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.scijava.service.SciJavaService;

/** Finds the {@link RecordingFormat} that can read a file. */
public interface RecordingService extends SciJavaService {

	/** Keys of all formats there are, best first. */
	Set<String> keys();

	/** @throws IllegalArgumentException for a key that nobody provides; the message lists those known */
	RecordingFormat create(String key);

	/**
	 * Opens a file, a folder or a glob of single-frame files.
	 *
	 * @throws RecordingException with one clear line where no format knows the file or the file is not usable
	 */
	Recording open(Path path, OpenOptions options) throws IOException;

	/** Opens several files as consecutive parts, in the order given, of one recording. */
	Recording open(List<Path> parts, OpenOptions options) throws IOException;

	/** What {@link #open(Path, OpenOptions)} reads along with the named file; see {@link RecordingFormat#companions}. */
	List<Path> companions(Path path, OpenOptions options) throws IOException;
}

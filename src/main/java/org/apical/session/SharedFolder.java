package org.apical.session;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Path;

import org.apical.recording.RecordingException;

/** A folder of a run under way that all machines of a cluster must see, so that what they write comes together. */
public final class SharedFolder implements Serializable {

	private static final long serialVersionUID = 1;

	private final File folder;
	private final File output;

	/** @param folder exists since this run began, under a name that no other folder has */
	SharedFolder(final Path folder, final Path output) {
		this.folder = folder.toAbsolutePath().toFile();
		this.output = output.toAbsolutePath().toFile();
	}

	/** @throws RecordingException on a machine that does not see it */
	public Path seen() throws RecordingException {
		if (!folder.isDirectory()) throw new RecordingException("the output folder " + output +
			" is not seen there; name one that all machines share under the same path");
		return folder.toPath();
	}
}

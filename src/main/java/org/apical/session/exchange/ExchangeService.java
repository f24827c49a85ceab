package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.apical.recording.RecordingException;
import org.scijava.service.SciJavaService;

/** Finds the {@link ExchangeReader} or {@link ExchangeWriter} for a form in which programs exchange ROIs and traces. */
public interface ExchangeService extends SciJavaService {

	/** Keys of what can be read. */
	Set<String> readers();

	/** Keys of what can be written. */
	Set<String> writers();

	/** @throws IllegalArgumentException for a key that nobody provides; the message lists those known */
	ExchangeWriter writer(String key);

	/** Whether another program left this; false for our own result folders and for everything unknown. */
	boolean isForeign(Path path);

	/**
	 * Reads whatever is known, our own result folders too.
	 *
	 * @throws RecordingException with one clear line where nobody knows it, or it is not usable
	 */
	TracedRois read(Path path) throws IOException;

	/** The files and folders that {@link #read} reads. */
	List<Path> files(Path path);
}

package org.apical.session.exchange;

import java.io.IOException;

import org.apical.recording.RecordingException;
import org.apical.session.ResultFolder;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Writes ROIs and traces in the form of another program. A plug-in: mark an implementation {@code @Plugin(type =
 * ExchangeWriter.class, name = "key")}; it passes {@code ExchangeWriterContract} in the tests.
 */
public interface ExchangeWriter extends SciJavaPlugin {

	/**
	 * Stages all files in the folder.
	 *
	 * @param about what the ROIs do not tell, such as the animal; a format takes what it has a place for
	 * @throws RecordingException where something is missing that the format cannot do without
	 */
	void write(TracedRois rois, SessionDescription about, ResultFolder folder) throws IOException;
}

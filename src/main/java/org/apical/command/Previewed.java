package org.apical.command;

import java.awt.image.BufferedImage;
import java.io.IOException;

import org.apical.recording.Progress;

/**
 * A command that can show what its parameters do before it runs. Whether anybody looked has no bearing on its results.
 */
public interface Previewed {

	/**
	 * What there is to see.
	 *
	 * @param text in figures, a line or two
	 */
	record Preview(BufferedImage picture, String text) {}

	/** What a preview shows and of how many frames, a line for the dialog. */
	String previewShows();

	/**
	 * Works with the parameters as they are on a few frames. Inputs stay as they are, nothing is written.
	 *
	 * @param progress may end it by an exception
	 * @throws ParameterException for a value that cannot be
	 */
	Preview preview(Progress progress) throws IOException;
}

package org.apical.recording;

import java.io.IOException;

/** A recording that cannot be used. The message is one line for the user: which file, what was found, what to do. */
public class RecordingException extends IOException {

	private static final long serialVersionUID = 1L;

	public RecordingException(final String message) {
		super(message);
	}

	public RecordingException(final String message, final Throwable cause) {
		super(message, cause);
	}
}

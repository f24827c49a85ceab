package org.apical.online.source;

import java.io.IOException;

/** A source that cannot be used. The message is one line for the user: which source or setting, what was found, what to do. */
public class SourceException extends IOException {

	private static final long serialVersionUID = 1L;

	public SourceException(final String message) {
		super(message);
	}

	public SourceException(final String message, final Throwable cause) {
		super(message, cause);
	}
}

package org.apical.online.source.stream;

import java.io.EOFException;
import java.io.IOException;

import org.apical.online.source.Arrival;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;

/** How frames are laid out in a stream of bytes. For one thread. */
interface StreamProtocol {

	/**
	 * Reads a frame, or something else that the sender has to say.
	 *
	 * @throws EOFException where the stream ends
	 * @throws SourceException where the bytes make no sense, so that only a new connection can help; the message says what was found
	 */
	Arrival read(ByteInput in, LiveFrame into) throws IOException;

	/** A new connection begins. */
	void restart();
}

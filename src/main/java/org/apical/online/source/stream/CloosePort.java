package org.apical.online.source.stream;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import org.apical.online.source.SourceException;

/**
 * The port at which an acquisition program that works with CLOOSE asks what to acquire. Before a run CLOOSE waits there for
 * a connection, sends the number of frames (of all planes), the plane that is read (from 1) and the number of planes, each as
 * uint32 in MATLAB's byte order for TCP (big-endian), and hangs up; the frames then come over another connection. Here every
 * caller is answered for as long as the port is open, so that an acquisition that starts again is told again.
 */
final class CloosePort implements Closeable {

	private static final int QUEUE = 4;

	private final ServerSocket server;
	private final byte[] answer;
	private final Consumer<String> log;

	/**
	 * @param host address to listen on
	 * @param port 0 for any that is free
	 * @param plane whose frames are read, from 0
	 * @param log is told of each caller, on a thread of its own
	 * @throws SourceException where the port is taken
	 */
	CloosePort(final String host, final int port, final int frames, final int plane, final int planes, final Consumer<String> log)
		throws SourceException
	{
		this.log = log;
		answer = ByteBuffer.allocate(12).putInt(frames).putInt(plane + 1).putInt(planes).array();
		try {
			server = new ServerSocket(port, QUEUE, InetAddress.getByName(host));
		}
		catch (final IOException e) {
			throw new SourceException("Cannot listen on the control port " + port + " of " + host + " (" + e.getMessage() +
				"); choose another control_port", e);
		}
		final Thread thread = new Thread(() -> answerAll(frames), "apical-control-port");
		thread.setDaemon(true);
		thread.start();
	}

	/** Where it listens. */
	int port() {
		return server.getLocalPort();
	}

	private void answerAll(final int frames) {
		while (!server.isClosed()) {
			try (Socket caller = server.accept()) {
				caller.getOutputStream().write(answer);
				log.accept("The acquisition was asked for " + frames + " frames");
			}
			catch (final IOException e) {
				if (!server.isClosed()) log.accept("A caller at the control port was not answered: " + e.getMessage());
			}
		}
	}

	@Override
	public void close() throws IOException {
		server.close();
	}
}

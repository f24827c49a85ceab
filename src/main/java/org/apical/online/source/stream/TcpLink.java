package org.apical.online.source.stream;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.apical.online.source.Patience;
import org.apical.online.source.SourceException;

/**
 * A connection that comes again after it has broken. As a listener it waits for the sender, and takes a second one when the
 * first has fallen silent; as a client it tries again and again, ever more slowly. Used by one thread, closed by any.
 */
final class TcpLink implements ByteInput, Closeable {

	/** How soon a wait notices that it should end, ms. */
	private static final int TICK_MS = 200;
	/** For headers; longer reads, as of pixels, go past the buffer. */
	private static final int BUFFER_BYTES = 1 << 12;
	/** Senders that may wait for their turn. */
	private static final int QUEUE = 16;
	private static final int CONNECT_MS = 1000;
	private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
	private static final long LAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
	/** A sender that has been silent for so long gives way to one that is knocking. */
	private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final InetSocketAddress address;
	private final ServerSocket server;
	private final BooleanSupplier ended;
	private Socket waiting;
	private volatile Socket socket;
	private volatile boolean closed;
	private InputStream input;
	private long bytes;
	private long heardNanos;

	/**
	 * @param listen whether to wait for the sender, else to connect to it
	 * @param port 0 for any that is free
	 * @param ended whether waiting makes no sense any more
	 * @throws SourceException where there is no such host, or the port is taken
	 */
	TcpLink(final boolean listen, final String host, final int port, final BooleanSupplier ended) throws SourceException {
		this.ended = ended;
		address = new InetSocketAddress(host, port);
		if (address.isUnresolved()) throw new SourceException("The host " + host + " is not known");
		try {
			server = listen ? new ServerSocket(port, QUEUE, InetAddress.getByName(host)) : null;
			if (listen) server.setSoTimeout(TICK_MS);
		}
		catch (final IOException e) {
			throw new SourceException("Cannot listen on port " + port + " of " + host + " (" + e.getMessage() + "); choose another port", e);
		}
	}

	/** Where a listener listens, else where it connects to. */
	int port() {
		return server == null ? address.getPort() : server.getLocalPort();
	}

	boolean isConnected() {
		return socket != null;
	}

	/** Bytes read over this connection. */
	long bytes() {
		return bytes;
	}

	/**
	 * Waits for a connection.
	 *
	 * @return false where it is time to end
	 */
	boolean connect() throws IOException, InterruptedException {
		long pause = FIRST_PAUSE_NANOS;
		while (!ended.getAsBoolean()) {
			final Socket found = server == null ? tryConnect() : tryAccept();
			if (found != null) {
				take(found);
				return true;
			}
			if (Thread.interrupted()) throw new InterruptedException();
			if (server != null) continue;
			for (final long until = System.nanoTime() + pause; System.nanoTime() < until && !ended.getAsBoolean();) Patience.pause(FIRST_PAUSE_NANOS);
			pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
		}
		return false;
	}

	private Socket tryConnect() throws IOException {
		final Socket client = new Socket();
		try {
			client.connect(address, CONNECT_MS);
			return client;
		}
		catch (final IOException e) {
			// not there yet, or not there any more
			client.close();
			return null;
		}
	}

	private Socket tryAccept() throws IOException {
		if (waiting != null) {
			final Socket next = waiting;
			waiting = null;
			return next;
		}
		try {
			return server.accept();
		}
		catch (final SocketTimeoutException e) {
			return null;
		}
	}

	private void take(final Socket found) throws IOException {
		found.setSoTimeout(TICK_MS);
		found.setKeepAlive(true);
		input = new BufferedInputStream(found.getInputStream(), BUFFER_BYTES);
		socket = found;
		bytes = 0;
		heardNanos = System.nanoTime();
		if (closed) drop();
	}

	@Override
	public void read(final byte[] into, final int offset, final int length) throws IOException {
		int done = 0;
		while (done < length) {
			final int n = readSome(into, offset + done, length - done);
			if (n < 0) throw new EOFException("the connection ended");
			done += n;
			bytes += n;
		}
	}

	private int readSome(final byte[] into, final int offset, final int length) throws IOException {
		while (true) {
			try {
				final int n = input.read(into, offset, length);
				heardNanos = System.nanoTime();
				return n;
			}
			catch (final SocketTimeoutException e) {
				if (ended.getAsBoolean() || Thread.currentThread().isInterrupted() || isReplaced()) return -1;
			}
		}
	}

	/** Whether this sender is silent and another one is there, as after a crash that nobody told us of. */
	private boolean isReplaced() throws IOException {
		if (server == null || System.nanoTime() - heardNanos < SILENT_NANOS) return false;
		waiting = tryAccept();
		return waiting != null;
	}

	/** Ends this connection; another may follow. */
	void drop() throws IOException {
		final Socket old = socket;
		socket = null;
		if (old != null) old.close();
	}

	@Override
	public void close() throws IOException {
		closed = true;
		if (server != null) server.close();
		drop();
	}
}

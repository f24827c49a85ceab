package org.apical.reward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A TCP connection. */
final class SocketLink implements ByteLink {

	static final Setting HOST = new Setting("host", "127.0.0.1", "name or address of the device");
	private static final int CONNECT_MILLIS = 1000;

	private final String peer;
	private final Socket socket = new Socket();

	SocketLink(final String host, final int port) throws IOException {
		peer = host + ":" + port;
		try {
			socket.setTcpNoDelay(true);
			socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
		}
		catch (final IOException e) {
			close();
			throw new IOException(peer + " does not accept a connection (" + e.getMessage() + ")", e);
		}
	}

	@Override
	public int read(final byte[] into, final int timeoutMillis) throws IOException {
		if (timeoutMillis == 0 && socket.getInputStream().available() == 0) return 0;
		socket.setSoTimeout(Math.max(1, timeoutMillis));
		try {
			final int n = socket.getInputStream().read(into);
			if (n < 0) throw new IOException(peer + " has closed the connection");
			return n;
		}
		catch (final SocketTimeoutException e) {
			return 0;
		}
	}

	@Override
	public synchronized void write(final byte[] bytes) throws IOException {
		socket.getOutputStream().write(bytes);
	}

	@Override
	public void close() {
		try {
			socket.close();
		}
		catch (final IOException e) {
			// nothing is lost: whatever mattered was acknowledged
		}
	}
}

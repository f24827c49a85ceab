package org.apical.online.source.stream;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.apical.online.source.SourceGeometry;

/**
 * Sends frames over TCP as a microscope's program does, for rehearsals and for programs that want to feed a
 * {@link TcpSource}. For one thread.
 */
public final class FrameSender implements Closeable {

	private final Socket socket;
	private final FrameEncoder encoder;
	private long frames;

	private FrameSender(final Socket socket, final FrameEncoder encoder) throws IOException {
		this.socket = socket;
		this.encoder = encoder;
		socket.setTcpNoDelay(true);
	}

	/**
	 * Connects to a source that listens. Raw pixels are sent little-endian.
	 *
	 * @throws IOException where nobody listens there
	 */
	public static FrameSender connect(final Protocol protocol, final SourceGeometry geometry, final String host, final int port)
		throws IOException
	{
		return connect(protocol, geometry, host, port, ByteOrder.LITTLE_ENDIAN);
	}

	/** @param byteOrder of raw pixels; the other protocols have theirs */
	public static FrameSender connect(final Protocol protocol, final SourceGeometry geometry, final String host, final int port,
		final ByteOrder byteOrder) throws IOException
	{
		return new FrameSender(new Socket(host, port), encoder(protocol, geometry, byteOrder));
	}

	/** Waits on a port of this computer until a source connects. */
	public static FrameSender listen(final Protocol protocol, final SourceGeometry geometry, final int port) throws IOException {
		try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return new FrameSender(server.accept(), encoder(protocol, geometry, ByteOrder.LITTLE_ENDIAN));
		}
	}

	private static FrameEncoder encoder(final Protocol protocol, final SourceGeometry geometry, final ByteOrder byteOrder) {
		return FrameEncoder.of(protocol, geometry, byteOrder, (int) System.nanoTime());
	}

	/**
	 * Sends a frame; waits while the receiver is behind.
	 *
	 * @param pixels row by row, in counts; rounded and limited to the pixel type
	 * @param number from 0, counting planes and channels too
	 * @param timeS on the sender's clock, NaN for none
	 * @throws IOException where the receiver has gone
	 */
	public void send(final float[] pixels, final long number, final int plane, final int channel, final double timeS) throws IOException {
		write(encoder.frame(pixels, number, plane, channel, timeS));
		frames++;
	}

	/** Tells that the acquisition is over, where the protocol can. */
	public void end() throws IOException {
		write(encoder.end(frames));
	}

	private void write(final ByteBuffer bytes) throws IOException {
		socket.getOutputStream().write(bytes.array(), 0, bytes.limit());
	}

	@Override
	public void close() throws IOException {
		socket.close();
	}
}

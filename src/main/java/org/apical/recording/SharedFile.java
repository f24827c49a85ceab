package org.apical.recording;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A file that any number of threads read by position.
 *
 * <p>A Java file channel closes for everybody when one of its readers is interrupted. This one opens the file again
 * instead; the interrupted reader gets its bytes and keeps its interrupt flag.
 */
public final class SharedFile implements Closeable {

	private final Path path;
	private final long size;
	private final ConcurrentLinkedQueue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
	private volatile FileChannel channel;
	private volatile boolean closed;

	public SharedFile(final Path path) throws IOException {
		this.path = path;
		channel = FileChannel.open(path);
		size = channel.size();
	}

	public Path path() {
		return path;
	}

	/** Bytes in the file when it was opened. */
	public long size() {
		return size;
	}

	/**
	 * Fills the rest of a buffer.
	 *
	 * @param position of the first byte in the file
	 * @throws EOFException where the file ends before
	 */
	public void read(final ByteBuffer into, final long position) throws IOException {
		final long shift = position - into.position();
		boolean interrupted = false;
		try {
			while (into.hasRemaining()) {
				final FileChannel used = channel;
				try {
					if (used.read(into, shift + into.position()) < 0) throw new EOFException(path + ": ends before byte " +
						(shift + into.limit()));
				}
				catch (final ClosedByInterruptException e) {
					interrupted |= Thread.interrupted();
					reopen(used);
				}
				catch (final ClosedChannelException e) {
					reopen(used);
				}
			}
		}
		finally {
			if (interrupted) Thread.currentThread().interrupt();
		}
	}

	/**
	 * Lends a direct buffer with at least so many bytes, for one read; limited to just that many and at position 0. As many
	 * buffers exist as threads read at once.
	 */
	public ByteBuffer borrow(final int bytes) {
		final ByteBuffer buffer = idle.poll();
		return buffer == null || buffer.capacity() < bytes ? ByteBuffer.allocateDirect(bytes) : buffer.clear().limit(bytes);
	}

	/** Takes a borrowed buffer back. */
	public void giveBack(final ByteBuffer buffer) {
		idle.add(buffer);
	}

	private synchronized void reopen(final FileChannel broken) throws IOException {
		if (closed) throw new IOException(path + ": has been closed");
		if (channel == broken) channel = FileChannel.open(path);
	}

	@Override
	public synchronized void close() throws IOException {
		closed = true;
		channel.close();
	}
}

package org.apical.online.source.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.apical.online.source.FileIdentity;

/** A file that another program is still writing, and that need not be there yet. For one thread, but closed by any. */
final class TailedFile implements Closeable {

	/** How long a file has not grown until it may be that another one has its name. */
	private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(1);

	private volatile Path path;
	private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
	private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
	private volatile FileChannel channel;
	private volatile boolean closed;
	/** Of the open file. */
	private FileIdentity identity;
	private long lastSize;
	private long grownNanos;

	TailedFile(final Path path) {
		this.path = path;
	}

	Path path() {
		return path;
	}

	/** Goes on with another file, which is there. */
	void change(final Path next) throws IOException {
		final FileChannel old = channel;
		path = next;
		channel = null;
		if (old != null) old.close();
	}

	/** Of what is read from now on. */
	void order(final ByteOrder byteOrder) {
		order = byteOrder;
	}

	/** Bytes in the file now; 0 where it is not there. */
	long size() throws IOException {
		if (channel == null) {
			if (closed || !Files.isRegularFile(path)) return 0;
			channel = FileChannel.open(path);
			identity = FileIdentity.of(path);
			lastSize = -1;
			if (closed) channel.close();
		}
		return channel.size();
	}

	/** Whether another file has taken this one's name, as when its writer has begun anew; that one is then read. */
	boolean isReplaced() throws IOException {
		final FileChannel open = channel;
		if (open == null) return false;
		final long now = System.nanoTime(), size = open.size();
		if (size != lastSize) grownNanos = now;
		lastSize = size;
		if (now - grownNanos < STILL_NANOS) return false;
		grownNanos = now;
		if (!Files.isRegularFile(path) || identity.equals(FileIdentity.of(path))) return false;
		change(path);
		return true;
	}

	/**
	 * Reads bytes, which have to be there, into a buffer that is used again for the next read.
	 *
	 * @return null where the file has become shorter
	 */
	ByteBuffer read(final long position, final int length) throws IOException {
		if (buffer.capacity() < length) buffer = ByteBuffer.allocateDirect(length);
		buffer.clear().limit(length);
		while (buffer.hasRemaining()) if (channel.read(buffer, position + buffer.position()) < 0) return null;
		return buffer.flip().order(order);
	}

	@Override
	public void close() throws IOException {
		closed = true;
		final FileChannel open = channel;
		if (open != null) open.close();
	}
}

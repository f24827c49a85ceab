package org.apical.recording.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Writes blocks to a file one after the other in a thread of its own, so that the next block is made while the system takes
 * the last one. Two buffers take turns. What goes wrong is thrown to the caller by each later call, {@link #finish} at the
 * latest.
 *
 * <p>For one calling thread. Interrupting it ends neither the wait for a block nor the file; it stays interrupted.
 */
final class WriteBehind implements Closeable {

	private final FileChannel channel;
	private final ExecutorService thread = Executors.newSingleThreadExecutor(r -> {
		final Thread t = new Thread(r, "apical-writer");
		t.setDaemon(true);
		return t;
	});
	private ByteBuffer free;
	private ByteBuffer written;
	private Future<?> write;
	private IOException failure;

	/** @param buffers makes a block's buffer */
	WriteBehind(final FileChannel channel, final Supplier<ByteBuffer> buffers) {
		this.channel = channel;
		free = buffers.get();
		written = buffers.get();
	}

	/** The buffer to fill with the next block, cleared. */
	ByteBuffer next() {
		return free.clear();
	}

	/**
	 * Writes the next block from its buffer's position to its limit at the channel's position, some time.
	 *
	 * @throws IOException where a block before could not be written
	 */
	void write() throws IOException {
		finish();
		final ByteBuffer block = free;
		free = written;
		written = block;
		write = thread.submit(() -> {
			while (block.hasRemaining()) channel.write(block);
			return null;
		});
	}

	/**
	 * Waits until all is written; then the channel is the caller's.
	 *
	 * @throws IOException where a block could not be written
	 */
	void finish() throws IOException {
		if (write != null) await();
		if (failure != null) throw new IOException(failure.getMessage(), failure);
	}

	private void await() {
		boolean interrupted = false;
		while (write != null) try {
			write.get();
			write = null;
		}
		catch (final InterruptedException e) {
			interrupted = true;
		}
		catch (final ExecutionException e) {
			failure = e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
			write = null;
		}
		if (interrupted) Thread.currentThread().interrupt();
	}

	/** Ends the thread once it has written what it has; does not close the channel. */
	@Override
	public void close() {
		thread.shutdown();
	}
}

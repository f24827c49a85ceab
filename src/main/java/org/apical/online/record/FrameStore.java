package org.apical.online.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apical.recording.PixelType;

/**
 * Keeps a plane's frames as they came, in a headerless little-endian file of the source's pixel type, each at its own place.
 *
 * <p>{@link #offer} copies a frame into one of a few buffers made beforehand; a thread of the store's own writes them. Where
 * the disk does not keep up, the loop goes on and the frame stays 0 in the file; where it fails, none is kept any more.
 */
public final class FrameStore implements AutoCloseable {

	private static final int SLOTS = 12;
	private static final long POLL_MILLIS = 200;

	private final Path file;
	private final PixelType type;
	private final int frameBytes;
	private final FileChannel channel;
	private final Consumer<String> trouble;
	private final BlockingQueue<Slot> free = new ArrayBlockingQueue<>(SLOTS);
	private final BlockingQueue<Slot> full = new ArrayBlockingQueue<>(SLOTS);
	private final Thread writer = new Thread(this::write, "apical-frames-to-disk");
	private long next;
	private volatile long left;
	private volatile boolean closed;
	private volatile String failure;

	private static final class Slot {

		private final ByteBuffer bytes;
		private long number;

		Slot(final int size) {
			bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
		}
	}

	/**
	 * @param file made anew, or gone on with
	 * @param first number of the first frame to come; what the file lacks before it stays 0, what it has after it is cut off
	 * @param trouble is told in a line when the disk fails, on the store's own thread
	 */
	public FrameStore(final Path file, final long first, final int pixels, final PixelType type, final Consumer<String> trouble)
		throws IOException
	{
		this.file = file;
		this.type = type;
		this.trouble = trouble;
		frameBytes = pixels * type.bytes();
		next = first;
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		channel.truncate(next * frameBytes);
		for (int i = 0; i < SLOTS; i++) free.add(new Slot(frameBytes));
		writer.setDaemon(true);
		writer.start();
	}

	/** @return the number of the frame in the file; -1 where it is not kept */
	public long offer(final float[] pixels) {
		final long number = next++;
		final Slot slot = failure != null ? null : free.poll();
		if (slot == null) {
			left++;
			return -1;
		}
		slot.number = number;
		encode(pixels, slot.bytes.clear());
		slot.bytes.flip();
		full.add(slot);
		return number;
	}

	private void encode(final float[] pixels, final ByteBuffer to) {
		final int n = frameBytes / type.bytes();
		switch (type) {
			case UINT8 -> {
				for (int i = 0; i < n; i++) to.put(i, (byte) pixels[i]);
			}
			case INT16, UINT16 -> {
				for (int i = 0; i < n; i++) to.putShort(2 * i, (short) (int) pixels[i]);
			}
			case FLOAT32 -> {
				for (int i = 0; i < n; i++) to.putFloat(4 * i, pixels[i]);
			}
		}
		to.position(frameBytes);
	}

	/** Why no frame is kept any more, in a line; null where frames are kept. */
	public String failure() {
		return failure;
	}

	/** Frames that were not kept. */
	public long left() {
		return left;
	}

	private void write() {
		while (!closed || !full.isEmpty()) {
			try {
				final Slot slot = full.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
				if (slot == null) continue;
				final long end = (slot.number + 1) * frameBytes;
				while (failure == null && slot.bytes.hasRemaining()) channel.write(slot.bytes, end - slot.bytes.remaining());
				free.add(slot);
			}
			catch (final IOException e) {
				failure = file + ": cannot be written (" + e.getMessage() + ")";
				trouble.accept(failure + "; frames are no longer kept");
			}
			catch (final InterruptedException e) {
				return; // nobody interrupts this thread but the end of the program
			}
		}
	}

	@Override
	public void close() throws IOException {
		closed = true;
		try {
			writer.join();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		// frames at the end that were not kept have their place too
		final long length = next * frameBytes;
		try (channel) {
			if (failure == null && channel.size() < length) channel.write(ByteBuffer.allocate(1), length - 1);
		}
		catch (final IOException e) {
			throw new IOException(file + ": cannot be written (" + e.getMessage() + ")", e);
		}
	}
}

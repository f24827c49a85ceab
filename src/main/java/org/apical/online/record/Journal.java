package org.apical.online.record;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Appends what happens to a file, so that it is on disk within a second whatever happens to the program.
 *
 * <p>{@link #add} copies an entry into one of two buffers made beforehand and returns; a thread of the journal's own writes
 * the full one and has the system put it on the disk: frames five times a second, anything else at once, since a reward
 * that was paid must not be missing. Where the disk fails or is full, entries wait in
 * memory and are tried again; where memory is full too, they are counted as lost and the loop goes on. Every entry is
 * framed by its length and a check sum ({@link JournalFile}), so a file that was cut off anywhere is read up to there.
 *
 * <p>{@link #add} may be called by any thread and does not allocate for frames.
 */
public final class Journal implements AutoCloseable {

	/** First bytes of the file. */
	static final long MAGIC = 0x4150_4943_414c_4a31L; // APICALJ1

	static final int LENGTH_BYTES = Integer.BYTES;
	static final int CHECK_BYTES = Integer.BYTES;
	private static final int BUFFER_BYTES = 16 << 20;
	private static final long FLUSH_MILLIS = 200;

	private final Path file;
	private final FileChannel channel;
	private final Consumer<String> trouble;
	private final CRC32C check = new CRC32C();
	private final Thread writer = new Thread(this::write, "apical-journal");
	private ByteBuffer filling;
	private ByteBuffer writing;
	private long position;
	private boolean closed;
	private boolean urgent;
	private long lost;
	private volatile String failure;

	/**
	 * @param file made anew, or appended to after its last whole entry
	 * @param trouble is told in a line when the disk fails and when it works again, on the journal's own thread
	 * @throws IOException where the file cannot be written, or is no journal
	 */
	public Journal(final Path file, final Consumer<String> trouble) throws IOException {
		this(file, trouble, BUFFER_BYTES);
	}

	Journal(final Path file, final Consumer<String> trouble, final int bufferBytes) throws IOException {
		this.file = file;
		this.trouble = trouble;
		filling = ByteBuffer.allocateDirect(bufferBytes);
		writing = ByteBuffer.allocateDirect(bufferBytes).limit(0);
		final long whole = JournalFile.wholeBytes(file);
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		channel.truncate(whole);
		position = whole;
		if (whole == 0) filling.putLong(MAGIC);
		writer.setDaemon(true);
		writer.start();
	}

	/** Takes in an entry. @return false where it is lost, because the disk has failed for too long */
	public synchronized boolean add(final JournalEntry entry) {
		final int start = filling.position();
		try {
			filling.position(start + LENGTH_BYTES);
			EntryCodec.put(filling, entry);
			final int end = filling.position();
			filling.putInt(checkSum(filling, start + LENGTH_BYTES, end));
			filling.putInt(start, end - start - LENGTH_BYTES);
			if (!(entry instanceof FrameEntry)) {
				urgent = true;
				notifyAll();
			}
			return true;
		}
		catch (final BufferOverflowException | IllegalArgumentException e) {
			filling.position(start);
			lost++;
			return false;
		}
	}

	private int checkSum(final ByteBuffer bytes, final int from, final int to) {
		check.reset();
		final int limit = bytes.limit();
		final int at = bytes.position();
		bytes.limit(to).position(from);
		check.update(bytes);
		bytes.limit(limit).position(at);
		return (int) check.getValue();
	}

	/** Entries that found no room. */
	public synchronized long lost() {
		return lost;
	}

	/** What is wrong with the disk; null where nothing is. */
	public String failure() {
		return failure;
	}

	private void write() {
		boolean last = false;
		while (!last) {
			last = await();
			if (!writing.hasRemaining()) swap();
			attempt();
			// What came while the disk was busy; and where it has failed, this is the last try.
			if (last && !writing.hasRemaining()) {
				swap();
				attempt();
			}
		}
	}

	/**
	 * Waits until something should be written. Nothing is urgent to a disk that has failed: without a rest between two tries
	 * this thread would take a processor for itself.
	 *
	 * @return whether the journal is being closed
	 */
	private synchronized boolean await() {
		final long until = System.nanoTime() + FLUSH_MILLIS * 1_000_000;
		try {
			while (!closed && (!urgent || failure != null)) {
				final long left = (until - System.nanoTime()) / 1_000_000;
				if (left <= 0) return false;
				wait(left);
			}
		}
		catch (final InterruptedException e) {
			return true; // nobody interrupts this thread but the end of the program
		}
		return closed;
	}

	private synchronized void swap() {
		urgent = false;
		final ByteBuffer full = filling;
		filling = writing.clear();
		writing = full.flip();
	}

	private void attempt() {
		if (!writing.hasRemaining()) return;
		final int start = writing.position();
		try {
			// By position: what was written in part is written again as a whole.
			while (writing.hasRemaining()) channel.write(writing, position + writing.position() - start);
			channel.force(false);
			position += writing.position() - start;
			if (failure != null) trouble.accept(file + ": can be written again");
			failure = null;
		}
		catch (final IOException e) {
			writing.position(start);
			if (failure == null) trouble.accept(file + ": cannot be written (" + e.getMessage() + "); the record waits in memory");
			failure = String.valueOf(e.getMessage());
		}
	}

	/** Writes what is left and closes the file. @throws IOException where something could not be written */
	@Override
	public void close() throws IOException {
		synchronized (this) {
			if (closed) return;
			closed = true;
			notifyAll();
		}
		try {
			writer.join();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		channel.close();
		if (failure != null) throw new IOException(file + ": the end of the record could not be written (" + failure + ")");
	}
}

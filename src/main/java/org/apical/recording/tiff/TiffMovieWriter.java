package org.apical.recording.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.Deflater;

import org.apical.recording.PixelType;
import org.apical.recording.Sampling;

/**
 * Writes a movie, frame by frame, as a TIFF that ImageJ, tifffile and Bio-Formats open as a time series with its rate
 * and pixel size. How many frames there will be need not be known before.
 *
 * <p>The pixels of all frames lie one after the other behind a gap at the start of the file. {@link #close} writes the
 * directories of the later frames behind them and at last fills the gap with the header, so that a file whose writer
 * died is no TIFF at all. Only then does it matter whether everything lies below 4 GB: if so the file becomes a classic
 * TIFF, which everybody reads, else a BigTIFF. (ImageJ's own way past 4 GB, a classic TIFF that is longer than its
 * offsets reach, is read as a single frame elsewhere.) ImageJ finds the frames by their number and contiguous pixels,
 * others by the directories; compressed frames all find by the directories.
 *
 * <p>Signed pixels are stored as they are, with sample format 2; ImageJ shows them with a calibration of -32768.
 *
 * <p>Frames are written while the next one is made, so a full disk may be told of by a later call. Not thread-safe. No memory
 * is taken per frame, unless they are compressed.
 */
public final class TiffMovieWriter implements Closeable {

	/** Room for the header, the first directory and its texts: some 600 bytes. Pixels start at a round offset. */
	private static final int GAP_BYTES = 1024;

	/** Offsets of a classic TIFF have 32 bits. */
	private static final long CLASSIC_LIMIT = (1L << 32) - 1;

	private final Path path;
	private final FileChannel channel;
	private final int width;
	private final int height;
	private final PixelType type;
	private final Sampling sampling;
	private final int frameBytes;
	private final WriteBehind behind;
	private final long classicLimit;
	private final Deflater deflater;
	/** Where each compressed frame ends. */
	private long[] ends = new long[0];
	private int frames;
	private boolean closed;

	/**
	 * @param path replaced where it exists
	 * @param sampling rate and pixel size to note; what is unknown is left out
	 */
	public TiffMovieWriter(final Path path, final int width, final int height, final PixelType type, final Sampling sampling)
		throws IOException
	{
		this(path, width, height, type, sampling, false);
	}

	/** @param deflate whether each frame is compressed without loss; takes 8 bytes of memory a frame */
	public TiffMovieWriter(final Path path, final int width, final int height, final PixelType type, final Sampling sampling,
		final boolean deflate) throws IOException
	{
		this(path, width, height, type, sampling, deflate, CLASSIC_LIMIT);
	}

	/** @param classicLimit bytes from which on the file is a BigTIFF */
	TiffMovieWriter(final Path path, final int width, final int height, final PixelType type, final Sampling sampling,
		final boolean deflate, final long classicLimit) throws IOException
	{
		deflater = deflate ? new Deflater(Deflater.BEST_COMPRESSION) : null;
		this.path = path;
		this.width = width;
		this.height = height;
		this.type = type;
		this.sampling = sampling;
		this.classicLimit = classicLimit;
		frameBytes = Math.multiplyExact(Math.multiplyExact(width, height), type.bytes());
		channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
		channel.position(GAP_BYTES);
		behind = new WriteBehind(channel, () -> ByteBuffer.allocateDirect(frameBytes).order(ByteOrder.LITTLE_ENDIAN));
	}

	/** Writes one image as float32, in which NaN stays NaN. */
	public static void writeImage(final Path path, final int width, final int height, final float[] pixels, final Sampling sampling)
		throws IOException
	{
		try (TiffMovieWriter writer = new TiffMovieWriter(path, width, height, PixelType.FLOAT32, sampling)) {
			writer.write(pixels);
		}
	}

	/**
	 * Appends a frame.
	 *
	 * @param frame width x height pixels, row by row; integer types are rounded and limited by {@link PixelType#clamp}
	 */
	public void write(final float[] frame) throws IOException {
		final ByteBuffer pixels = behind.next();
		PixelEncoder.encode(frame, width * height, type, pixels);
		if (deflater == null) behind.write();
		else deflate(pixels);
		frames++;
	}

	/**
	 * Appends the frames of a movie that another writer made, of the same size and pixel type. Not for compressed frames.
	 *
	 * @param partFrames number of its frames
	 * @throws IOException where the file is cut short
	 */
	public void append(final Path part, final int partFrames) throws IOException {
		behind.finish();
		final long bytes = (long) partFrames * frameBytes;
		try (FileChannel from = FileChannel.open(part)) {
			if (from.size() < GAP_BYTES + bytes) throw new IOException(part + ": holds fewer than " + partFrames + " frames");
			for (long done = 0; done < bytes;) done += from.transferTo(GAP_BYTES + done, bytes - done, channel);
		}
		frames += partFrames;
	}

	private void deflate(final ByteBuffer pixels) throws IOException {
		deflater.reset();
		deflater.setInput(pixels);
		deflater.finish();
		final ByteBuffer block = ByteBuffer.allocate(1 << 16);
		while (!deflater.finished()) {
			deflater.deflate(block.clear());
			drain(block.flip());
		}
		if (frames == ends.length) ends = Arrays.copyOf(ends, 2 * frames + 64);
		ends[frames] = channel.position();
	}

	/** Number of frames written so far. */
	public int frames() {
		return frames;
	}

	/**
	 * Makes the file whole.
	 *
	 * @throws IOException where no frame was written, or the disk is full; the file is not a TIFF then
	 */
	@Override
	public void close() throws IOException {
		if (closed) return;
		closed = true;
		if (deflater != null) deflater.end();
		try (channel; behind) {
			behind.finish();
			if (frames == 0) throw new IOException(path + ": no frame was written, so there is no image");
			final TiffDirectoryWriter directory = directory();
			final long end = channel.position();
			// the first directory lies in the gap, the others follow the pixels at an even offset
			final long second = end + (end & 1);
			channel.position(second);
			final ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
			for (int t = 1; t < frames; t++) {
				if (block.remaining() < directory.bytes()) drain(block.flip());
				final long next = t + 1 < frames ? second + (long) t * directory.bytes() : 0;
				directory.putFrame(block, pixelOffset(t), pixelOffset(t + 1) - pixelOffset(t), next);
			}
			drain(block.flip());
			final ByteBuffer head = ByteBuffer.allocate(GAP_BYTES).order(ByteOrder.LITTLE_ENDIAN);
			directory.putHeader(head, ImageJDialect.describe(sampling, frames), pixelOffset(0), pixelOffset(1) - pixelOffset(0), frames > 1 ? second : 0);
			channel.position(0);
			drain(head.clear());
		}
	}

	private TiffDirectoryWriter directory() {
		final long classicBytes = pixelOffset(frames) + (long) frames * TiffDirectoryWriter.bytes(false);
		return new TiffDirectoryWriter(width, height, type, sampling, deflater != null, classicBytes > classicLimit);
	}

	private long pixelOffset(final int frame) {
		if (deflater != null && frame > 0) return ends[frame - 1];
		return GAP_BYTES + (long) frame * frameBytes;
	}

	private void drain(final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) channel.write(bytes);
		bytes.clear();
	}
}

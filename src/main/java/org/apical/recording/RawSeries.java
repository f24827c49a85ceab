package org.apical.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/** Uncompressed frames that follow each other in one file, each row by row. */
final class RawSeries implements FrameSeries {

	private final SharedFile file;
	private final OpenOptions.RawShape shape;
	private final SampleType sample;
	private final long frameBytes;
	private final int frames;
	private final long excessBytes;

	/** @throws RecordingException where the shape is impossible or the file ends within its header */
	RawSeries(final Path path, final OpenOptions.RawShape shape) throws IOException {
		this.shape = shape;
		sample = SampleType.of(shape.type());
		frameBytes = (long) shape.width() * shape.height() * shape.type().bytes();
		if (shape.width() < 1 || shape.height() < 1 || frameBytes < 1 || frameBytes > Integer.MAX_VALUE || shape.headerBytes() < 0)
			throw new RecordingException(path + ": impossible shape of " + shape.width() + " x " + shape.height() + " pixels after " + shape
				.headerBytes() + " bytes");
		file = new SharedFile(path);
		final long bytes = file.size() - shape.headerBytes();
		frames = (int) Math.min(Integer.MAX_VALUE, Math.max(0, bytes / frameBytes));
		excessBytes = bytes - frames * frameBytes;
		if (frames == 0) {
			file.close();
			throw new RecordingException(path + ": holds no whole frame; one of " + shape.width() + " x " + shape.height() + " " + shape
				.type() + " pixels needs " + frameBytes + " bytes, there are " + Math.max(0, bytes));
		}
	}

	/** Bytes after the last whole frame. */
	long excessBytes() {
		return excessBytes;
	}

	@Override
	public int width() {
		return shape.width();
	}

	@Override
	public int height() {
		return shape.height();
	}

	@Override
	public PixelType pixelType() {
		return shape.type();
	}

	@Override
	public int frames() {
		return frames;
	}

	@Override
	public void read(final int index, final float[] into) throws IOException {
		Objects.checkIndex(index, frames);
		final ByteBuffer bytes = file.borrow((int) frameBytes).order(shape.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		file.read(bytes, shape.headerBytes() + index * frameBytes);
		sample.decode(bytes, 0, into, 0, width() * height());
		file.giveBack(bytes);
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}

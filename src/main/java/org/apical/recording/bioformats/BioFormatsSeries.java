package org.apical.recording.bioformats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.apical.recording.FrameSeries;
import org.apical.recording.LateBound;
import org.apical.recording.PixelType;
import org.apical.recording.RecordingException;

/** The frames of a file that Bio-Formats reads: channel fastest, then slice, then time, however they are stored. */
final class BioFormatsSeries implements FrameSeries {

	private static final int INT8 = 0;
	private static final int UINT8 = 1;
	private static final int INT16 = 2;
	private static final int UINT16 = 3;
	private static final int INT32 = 4;
	private static final int UINT32 = 5;
	private static final int FLOAT = 6;
	private static final int DOUBLE = 7;

	private final BioFormatsReaders readers;
	private final BioFormatsMetadata metadata;
	private final boolean timed;
	private final PixelType type;

	/** @throws RecordingException where pixels are no numbers that Apical knows */
	BioFormatsSeries(final BioFormatsReaders readers, final BioFormatsMetadata metadata, final boolean timed) throws RecordingException {
		this.readers = readers;
		this.metadata = metadata;
		this.timed = timed && metadata.seconds() != null;
		type = switch (metadata.pixelType()) {
			case UINT8 -> PixelType.UINT8;
			case INT8, INT16 -> PixelType.INT16;
			case UINT16 -> PixelType.UINT16;
			case INT32, UINT32, FLOAT, DOUBLE -> PixelType.FLOAT32;
			default -> throw new RecordingException(readers.path() + ": pixels of Bio-Formats type " + metadata.pixelType() +
				" cannot be used; save it with 8, 16 or 32 bits");
		};
	}

	@Override
	public int width() {
		return metadata.width();
	}

	@Override
	public int height() {
		return metadata.height();
	}

	@Override
	public PixelType pixelType() {
		return type;
	}

	@Override
	public int frames() {
		return metadata.channels() * metadata.slices() * metadata.times();
	}

	@Override
	public double timeSeconds(final int index) {
		return timed ? metadata.seconds()[index] : Double.NaN;
	}

	@Override
	public void read(final int index, final float[] into) throws IOException {
		Objects.checkIndex(index, frames());
		final int c = index % metadata.channels();
		final int z = index / metadata.channels() % metadata.slices();
		final int t = index / metadata.channels() / metadata.slices();
		final LateBound reader = readers.borrow();
		try {
			decode((byte[]) reader.call("openBytes", reader.callInt("getIndex", z, c, t)), into);
		}
		catch (final IOException | RuntimeException e) {
			throw new RecordingException(readers.path() + ": frame " + index + " cannot be read, " + e.getMessage(), e);
		}
		finally {
			readers.giveBack(reader);
		}
	}

	private void decode(final byte[] raw, final float[] into) {
		final ByteBuffer bytes = ByteBuffer.wrap(raw).order(metadata.byteOrder());
		final int n = width() * height();
		for (int i = 0; i < n; i++) into[i] = switch (metadata.pixelType()) {
			case INT8 -> bytes.get();
			case UINT8 -> bytes.get() & 0xff;
			case INT16 -> bytes.getShort();
			case UINT16 -> bytes.getShort() & 0xffff;
			case INT32 -> bytes.getInt();
			case UINT32 -> bytes.getInt() & 0xffffffffL;
			case FLOAT -> bytes.getFloat();
			default -> (float) bytes.getDouble();
		};
	}

	@Override
	public void close() throws IOException {
		readers.close();
	}
}

package org.apical.online.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.TextNumbers;
import org.apical.recording.PixelType;

/**
 * A growing NDTiff data set (version 3, Micro-Manager), followed by its index: an entry is written after its pixels. While
 * the data set grows the index ends in zeros.
 *
 * @see <a href="https://github.com/micro-manager/NDTiffStorage">NDTiffStorage</a>
 */
final class GrowingNdTiff implements PolledFrames {

	private static final int LONGEST_TEXT = 1 << 16;
	/** Behind the two texts: eight numbers. */
	private static final int NUMBERS_BYTES = 32;
	private static final int RGB = 2;
	/** Further along an axis there is no frame. */
	private static final int MOST = 1_000_000_000;

	private final Path folder;
	private final TailedFile index;
	private final Intake intake;
	private final FrameOrder order;
	private final TextNumbers axes = new TextNumbers();
	private final List<String> channelNames = new ArrayList<>();
	private byte[] text = new byte[1024];
	private byte[] fileName = new byte[0];
	private int fileNameLength;
	private TailedFile pixels;
	private volatile boolean closed;
	private long position;
	private long offset;
	private int width;
	private int height;
	private int type;
	private int compression;

	GrowingNdTiff(final Path folder, final Intake intake) {
		this.folder = folder;
		this.intake = intake;
		order = intake.order();
		index = new TailedFile(folder.resolve("NDTiff.index"));
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		final long entryBytes = readEntry();
		if (entryBytes == 0) return Arrival.NOTHING;
		final PixelType pixelType = type == 0 ? PixelType.UINT8 : PixelType.UINT16;
		final boolean possible = SourceGeometry.isPossible(width, height) && compression == 0 && type != RGB;
		if (!possible) throw new SourceException(index.path() + ": speaks of " + width + " x " + height + " pixels of type " + type +
			", compression " + compression + "; uncompressed grey ones are read");
		final int bytes = width * height * pixelType.bytes();
		if (pixels.size() < offset + bytes) return Arrival.NOTHING;
		final ByteBuffer data = pixels.read(offset, bytes);
		if (data == null) return Arrival.NOTHING;
		position += entryBytes;
		return deliver(data, pixelType, into);
	}

	/** @return length of the next entry, 0 where it is not there yet */
	private long readEntry() throws IOException {
		final int axesBytes = length(position);
		if (axesBytes == 0) return 0;
		final long nameAt = position + 4 + axesBytes;
		final int nameBytes = length(nameAt);
		if (nameBytes == 0 || nameAt + 4 + nameBytes + NUMBERS_BYTES > index.size()) return 0;
		final ByteBuffer numbers = index.read(nameAt + 4 + nameBytes, NUMBERS_BYTES);
		if (numbers == null || numbers.getInt(4) == 0) return 0;
		offset = numbers.getInt(0) & 0xffffffffL;
		width = numbers.getInt(4);
		height = numbers.getInt(8);
		type = numbers.getInt(12);
		compression = numbers.getInt(16);
		openFile(index.read(nameAt + 4, nameBytes), nameBytes);
		if (text.length < axesBytes) text = new byte[2 * axesBytes];
		index.read(position + 4, axesBytes).get(text, 0, axesBytes);
		axes.read(text, axesBytes);
		return 8 + axesBytes + nameBytes + NUMBERS_BYTES;
	}

	/** The length of a text at a place of the index, 0 where there is none yet. */
	private int length(final long at) throws IOException {
		if (index.size() < at + 4) return 0;
		final ByteBuffer bytes = index.read(at, 4);
		final int length = bytes == null ? 0 : bytes.getInt(0);
		if (length < 0 || length > LONGEST_TEXT) throw new SourceException(index.path() + ": damaged at byte " + at);
		return index.size() < at + 4 + length ? 0 : length;
	}

	/** Keeps the file of the frame before, which nearly always is that of this one. */
	private void openFile(final ByteBuffer name, final int length) throws IOException {
		boolean same = pixels != null && length == fileNameLength;
		for (int i = 0; same && i < length; i++) same = name.get(i) == fileName[i];
		if (same) return;
		fileName = new byte[length];
		fileNameLength = length;
		name.get(0, fileName);
		final Path file = named(new String(fileName, StandardCharsets.UTF_8));
		if (!file.startsWith(folder.normalize())) throw new SourceException(index.path() + ": names a file outside its folder");
		if (pixels != null) pixels.close();
		pixels = new TailedFile(file);
		pixels.order(ByteOrder.LITTLE_ENDIAN);
		if (closed) pixels.close();
	}

	private Path named(final String name) throws SourceException {
		try {
			return folder.resolve(name).normalize();
		}
		catch (final InvalidPathException e) {
			throw new SourceException(index.path() + ": damaged, names a file that cannot be", e);
		}
	}

	private Arrival deliver(final ByteBuffer data, final PixelType pixelType, final LiveFrame into) throws IOException {
		final int channel = channel();
		final int plane = axis("z");
		if (plane >= order.planes() + order.interleaving().flyback() || channel >= order.channels()) throw new SourceException(index.path() +
			": holds z " + plane + " and channel " + channel + ", counted from 0; set planes and channels to how many there are");
		final long number = order.number(axis("time"), plane, channel);
		if (!intake.admits(width, height, pixelType, order.planes(), order.channels())) {
			intake.tally().damaged(number, "has another size, " + width + " x " + height);
			return Arrival.NOTHING;
		}
		final long arrival = System.nanoTime();
		into.resize(width, height);
		PixelDecoder.decode(data, pixelType, false, into);
		into.label(number, plane, channel, Double.NaN, arrival);
		return Arrival.FRAME;
	}

	/** @return where the frame stands on an axis; 0 where there is none of that name */
	private int axis(final String name) throws SourceException {
		final double value = axes.number(name);
		if (value > MOST) throw new SourceException(index.path() + ": damaged, says " + name + " " + value);
		return value >= 0 ? (int) value : 0;
	}

	/** By its number, or by its name's place among those seen. */
	private int channel() throws SourceException {
		for (int c = 0; c < channelNames.size(); c++) if (axes.says("channel", channelNames.get(c))) return c;
		final String name = axes.word("channel");
		if (name == null) return axis("channel");
		channelNames.add(name);
		return channelNames.size() - 1;
	}

	@Override
	public void close() throws IOException {
		closed = true;
		index.close();
		final TailedFile open = pixels;
		if (open != null) open.close();
	}
}

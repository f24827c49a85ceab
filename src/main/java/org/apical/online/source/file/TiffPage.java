package org.apical.online.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;

/**
 * The directory of one page of a growing TIFF. Read again for page after page, without taking memory; the reader of whole
 * files in {@code recording.tiff} cannot be used, since it trusts the length that a file has when it is opened.
 */
final class TiffPage {

	/** More entries than any program writes; a number beyond is not a directory. */
	private static final int MOST_ENTRIES = 4096;

	private final TailedFile file;
	private long width;
	private long height;
	private int bits;
	private int format;
	private long descriptionAt;
	private long descriptionBytes;
	private long nextAt;
	private long next;
	private long end;
	private long offsetsAt;
	private int offsetType;
	private long lengthsAt;
	private int lengthType;
	private long[] offsets = new long[1];
	private long[] lengths = new long[1];
	private int strips;

	TiffPage(final TailedFile file) {
		this.file = file;
	}

	/** Whether a directory is wholly in the file, by its number of entries. */
	static boolean isDirectory(final TailedFile file, final long at, final boolean big, final long size) throws IOException {
		if (at < 8 || at > size - 32) return false;
		final ByteBuffer count = file.read(at, 8);
		final long entries = count == null ? 0 : big ? count.getLong(0) : count.getShort(0) & 0xffff;
		return entries >= 1 && entries <= MOST_ENTRIES && at + bytes(entries, big) <= size;
	}

	private static long bytes(final long entries, final boolean big) {
		return big ? 16 + 20 * entries : 6 + 12 * entries;
	}

	/**
	 * Reads a directory.
	 *
	 * @param size of the file now
	 * @return false where not all of it, or of what it points to, is in the file
	 * @throws SourceException where such pages are not read
	 */
	boolean read(final long at, final boolean big, final long size) throws IOException {
		if (!isDirectory(file, at, big, size)) return false;
		final ByteBuffer count = file.read(at, 8);
		final int entries = (int) (big ? count.getLong(0) : count.getShort(0) & 0xffff);
		final int length = (int) bytes(entries, big);
		final ByteBuffer directory = file.read(at, length);
		if (directory == null) return false;
		nextAt = at + length - (big ? 8 : 4);
		next = big ? directory.getLong(length - 8) : directory.getInt(length - 4) & 0xffffffffL;
		format = 1;
		descriptionBytes = 0;
		strips = 0;
		lengthsAt = 0;
		end = at + length;
		for (int i = 0; i < entries; i++) if (!readEntry(directory, at, big ? 8 + 20 * i : 2 + 12 * i, big, size)) return false;
		return requirePossible() && readStrips(size);
	}

	/** @param entry where in the directory */
	private boolean readEntry(final ByteBuffer directory, final long directoryAt, final int entry, final boolean big, final long size)
		throws SourceException
	{
		final int type = directory.getShort(entry + 2);
		final long values = big ? directory.getLong(entry + 4) : directory.getInt(entry + 4) & 0xffffffffL;
		if (values < 0 || values > size) return false;
		final int valueAt = entry + (big ? 12 : 8);
		final boolean inside = values * valueBytes(type) <= (big ? 8 : 4);
		final long place = inside ? directoryAt + valueAt : big ? directory.getLong(valueAt) : directory.getInt(valueAt) & 0xffffffffL;
		if (place < 0 || place > size - values * valueBytes(type)) return false;
		switch (directory.getShort(entry) & 0xffff) {
			case 256 -> width = integer(directory, type, valueAt);
			case 257 -> height = integer(directory, type, valueAt);
			case 258 -> bits = (int) integer(directory, type, valueAt);
			case 259 -> {
				if (integer(directory, type, valueAt) != 1) throw unread("is compressed; a growing file has to be uncompressed");
			}
			case 277 -> {
				if (integer(directory, type, valueAt) != 1) throw unread("has colour pixels; grey ones are read");
			}
			case 322 -> throw unread("has tiles; a growing file has to have strips");
			case 339 -> format = (int) integer(directory, type, valueAt);
			case 270 -> {
				descriptionAt = place;
				descriptionBytes = values;
				end = Math.max(end, place + values);
			}
			case 273 -> {
				offsetsAt = place;
				offsetType = type;
				strips = (int) values;
			}
			case 279 -> {
				lengthsAt = place;
				lengthType = type;
			}
			default -> {}
		}
		return true;
	}

	private SourceException unread(final String what) {
		return new SourceException(file.path() + ": " + what);
	}

	private boolean requirePossible() throws SourceException {
		if (!SourceGeometry.isPossible(width, height)) throw unread("has impossible pages of " + width + " x " + height + " pixels");
		if (strips > height) throw unread("has " + strips + " strips in a page of " + height + " rows");
		if (type() == null) throw unread("has pixels of " + bits + " bits in sample format " + format +
			"; 8 and 16 bit integers and 32 bit floats are read");
		return strips > 0;
	}

	private boolean readStrips(final long size) throws IOException {
		if (offsets.length < strips) {
			offsets = new long[strips];
			lengths = new long[strips];
		}
		if (!readAll(offsetsAt, offsetType, offsets)) return false;
		if (lengthsAt == 0) Arrays.fill(lengths, frameBytes());
		else if (!readAll(lengthsAt, lengthType, lengths)) return false;
		long all = 0;
		for (int i = 0; i < strips; i++) {
			// some writers give the strips' length as that of the whole page
			lengths[i] = Math.min(lengths[i], frameBytes() - all);
			if (offsets[i] < 8 || lengths[i] < 0 || offsets[i] > size - lengths[i]) return false;
			all += lengths[i];
			end = Math.max(end, offsets[i] + lengths[i]);
		}
		return all == frameBytes();
	}

	private boolean readAll(final long at, final int type, final long[] into) throws IOException {
		final int each = valueBytes(type);
		final ByteBuffer values = file.read(at, strips * each);
		if (values == null) return false;
		for (int i = 0; i < strips; i++) into[i] = integer(values, type, i * each);
		return true;
	}

	private static int valueBytes(final int type) {
		return switch (type) {
			case 3, 8 -> 2;
			case 4, 9, 11, 13 -> 4;
			case 5, 10, 12, 16, 17, 18 -> 8;
			default -> 1;
		};
	}

	private static long integer(final ByteBuffer from, final int type, final int at) {
		return switch (valueBytes(type)) {
			case 2 -> from.getShort(at) & 0xffff;
			case 4 -> from.getInt(at) & 0xffffffffL;
			case 8 -> from.getLong(at);
			default -> from.get(at) & 0xff;
		};
	}

	/** The page's pixels, row by row; null where the file has become shorter. */
	ByteBuffer pixels() throws IOException {
		for (int i = 1; i < strips; i++) if (offsets[i] != offsets[i - 1] + lengths[i - 1]) throw unread(
			"has strips that do not follow each other; a growing file has to have one strip per page");
		return file.read(offsets[0], frameBytes());
	}

	private int frameBytes() {
		return (int) (width * height) * type().bytes();
	}

	int width() {
		return (int) width;
	}

	int height() {
		return (int) height;
	}

	/** Null where such pixels are not read. */
	PixelType type() {
		return switch (bits) {
			case 8 -> format == 1 || format == 4 ? PixelType.UINT8 : null;
			case 16 -> format == 2 ? PixelType.INT16 : format == 3 ? null : PixelType.UINT16;
			case 32 -> format == 3 ? PixelType.FLOAT32 : null;
			default -> null;
		};
	}

	long descriptionAt() {
		return descriptionAt;
	}

	long descriptionBytes() {
		return descriptionBytes;
	}

	/** Where the offset of the next page's directory stands. */
	long nextAt() {
		return nextAt;
	}

	/** Offset of the next page's directory, 0 while there is none. */
	long next() {
		return next;
	}

	/** The first byte behind all that belongs to the page. */
	long end() {
		return end;
	}
}

package org.apical.recording.tiff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apical.recording.PixelType;
import org.apical.recording.Sampling;

/**
 * Writes the header and the directories (IFDs) of a movie whose frames are single strips.
 *
 * @param deflated whether the strips are compressed
 * @param big whether the file is a BigTIFF, with 64-bit offsets
 * @see <a href="https://www.awaresystems.be/imaging/tiff/bigtiff.html">how BigTIFF differs from TIFF 6.0</a>
 */
record TiffDirectoryWriter(int width, int height, PixelType type, Sampling sampling, boolean deflated, boolean big) {

	/** Entries of each directory, and those that the first one has besides. */
	private static final int FRAME_ENTRIES = 10;
	private static final int DESCRIPTION_ENTRIES = 1;
	private static final int RESOLUTION_ENTRIES = 3;

	/** Length of a directory other than the first. */
	static int bytes(final boolean big) {
		return directoryBytes(FRAME_ENTRIES, big);
	}

	int bytes() {
		return bytes(big);
	}

	private static int directoryBytes(final int entries, final boolean big) {
		return big ? 8 + 20 * entries + 8 : 2 + 12 * entries + 4;
	}

	/** Writes the header and behind it the first directory, which speaks for the whole movie; the strip's place and length in bytes. */
	void putHeader(final ByteBuffer into, final String description, final long pixels, final long length, final long next) {
		into.put((byte) 'I').put((byte) 'I');
		if (big) into.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(16);
		else into.putShort((short) 42).putInt(8);
		final byte[] text = (description + '\0').getBytes(StandardCharsets.ISO_8859_1);
		final int entries = FRAME_ENTRIES + DESCRIPTION_ENTRIES + (sampling.hasPixelSize() ? RESOLUTION_ENTRIES : 0);
		final int values = into.position() + directoryBytes(entries, big);
		final int resolutions = values + text.length + (text.length & 1);
		putCount(into, entries);
		putSize(into);
		putEntry(into, Tag.IMAGE_DESCRIPTION, FieldType.ASCII, text.length, values);
		putStrip(into, pixels, length);
		if (sampling.hasPixelSize()) {
			putResolution(into, Tag.X_RESOLUTION, resolutions, sampling.pixelWidthUm());
			putResolution(into, Tag.Y_RESOLUTION, resolutions + 8, sampling.pixelHeightUm());
			// TIFF knows inch and centimetre only; ImageJ's description names the unit
			putEntry(into, Tag.RESOLUTION_UNIT, FieldType.SHORT, 1, 1);
		}
		putEntry(into, Tag.SAMPLE_FORMAT, FieldType.SHORT, 1, sampleFormat());
		putOffset(into, next);
		into.put(values, text);
	}

	/** Writes the directory of a frame other than the first. */
	void putFrame(final ByteBuffer into, final long pixels, final long length, final long next) {
		putCount(into, FRAME_ENTRIES);
		putSize(into);
		putStrip(into, pixels, length);
		putEntry(into, Tag.SAMPLE_FORMAT, FieldType.SHORT, 1, sampleFormat());
		putOffset(into, next);
	}

	private void putSize(final ByteBuffer into) {
		putEntry(into, Tag.IMAGE_WIDTH, FieldType.LONG, 1, width);
		putEntry(into, Tag.IMAGE_LENGTH, FieldType.LONG, 1, height);
		putEntry(into, Tag.BITS_PER_SAMPLE, FieldType.SHORT, 1, 8L * type.bytes());
		putEntry(into, Tag.COMPRESSION, FieldType.SHORT, 1, deflated ? 8 : 1);
		putEntry(into, Tag.PHOTOMETRIC, FieldType.SHORT, 1, 1);
	}

	private void putStrip(final ByteBuffer into, final long pixels, final long length) {
		putEntry(into, Tag.STRIP_OFFSETS, big ? FieldType.LONG8 : FieldType.LONG, 1, pixels);
		putEntry(into, Tag.SAMPLES_PER_PIXEL, FieldType.SHORT, 1, 1);
		putEntry(into, Tag.ROWS_PER_STRIP, FieldType.LONG, 1, height);
		putEntry(into, Tag.STRIP_BYTE_COUNTS, FieldType.LONG, 1, length);
	}

	/** TIFF's number: 1 unsigned, 2 signed, 3 floating point. */
	private int sampleFormat() {
		return switch (type) {
			case UINT8, UINT16 -> 1;
			case INT16 -> 2;
			case FLOAT32 -> 3;
		};
	}

	private void putResolution(final ByteBuffer into, final int tag, final int at, final double pixelUm) {
		final int[] size = fraction(pixelUm);
		// in BigTIFF the eight bytes fit into the entry itself; a resolution is pixels per unit, so the denominator comes first
		if (big) putEntry(into, tag, FieldType.RATIONAL, 1, size[1] | (long) size[0] << 32);
		else {
			putEntry(into, tag, FieldType.RATIONAL, 1, at);
			into.putInt(at, size[1]).putInt(at + 4, size[0]);
		}
	}

	/**
	 * The simplest fraction that is equal to 10 digits, by continued fractions: 0.44 becomes 11/25 and is read back as just
	 * that. Both numbers stay below 2^31, for readers that take them as signed.
	 */
	static int[] fraction(final double value) {
		long numerator = 1;
		long denominator = 0;
		long previousNumerator = 0;
		long previousDenominator = 1;
		double rest = value;
		while (denominator == 0 || Math.abs(numerator / (double) denominator / value - 1) > 1e-10) {
			final long whole = (long) rest;
			final long nextNumerator = whole * numerator + previousNumerator;
			final long nextDenominator = whole * denominator + previousDenominator;
			if (nextNumerator > Integer.MAX_VALUE || nextDenominator > Integer.MAX_VALUE) break;
			previousNumerator = numerator;
			previousDenominator = denominator;
			numerator = nextNumerator;
			denominator = nextDenominator;
			rest = 1 / (rest - whole);
		}
		return new int[] { (int) numerator, (int) denominator };
	}

	private void putCount(final ByteBuffer into, final int entries) {
		if (big) into.putLong(entries);
		else into.putShort((short) entries);
	}

	/** Little-endian, so that a short value is padded behind, whatever its type. */
	private void putEntry(final ByteBuffer into, final int tag, final FieldType type, final int count, final long value) {
		into.putShort((short) tag).putShort((short) type.code());
		if (big) into.putLong(count).putLong(value);
		else into.putInt(count).putInt((int) value);
	}

	private void putOffset(final ByteBuffer into, final long offset) {
		if (big) into.putLong(offset);
		else into.putInt((int) offset);
	}
}

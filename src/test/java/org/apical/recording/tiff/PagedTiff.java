package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

import org.apical.recording.FramePattern;
import org.apical.recording.PixelType;

/**
 * Writes TIFFs page by page for tests: each directory before its pixels, uncompressed, in strips with a gap between them
 * where wanted.
 *
 * @param rowsPerStrip rows of each strip but the last
 * @param gapBytes unused bytes between two strips
 * @param description of each page, null for none
 * @param header text of ScanImage's block between the header and the first page, empty for none; only in a BigTIFF
 */
record PagedTiff(ByteOrder order, boolean big, int rowsPerStrip, int gapBytes, IntFunction<String> description, byte[] header) {

	static final PagedTiff LITTLE = new PagedTiff(ByteOrder.LITTLE_ENDIAN, false, Integer.MAX_VALUE, 0, null);

	PagedTiff(final ByteOrder order, final boolean big, final int rowsPerStrip, final int gapBytes, final IntFunction<String> description) {
		this(order, big, rowsPerStrip, gapBytes, description, new byte[0]);
	}

	PagedTiff with(final IntFunction<String> text) {
		return new PagedTiff(order, big, rowsPerStrip, gapBytes, text, header);
	}

	PagedTiff with(final String firstText) {
		return with(t -> t == 0 ? firstText : null);
	}

	PagedTiff asBig() {
		return new PagedTiff(order, true, rowsPerStrip, gapBytes, description, header);
	}

	PagedTiff behind(final byte[] text) {
		return new PagedTiff(order, big, rowsPerStrip, gapBytes, description, text);
	}

	Path write(final Path path, final FramePattern pages) throws IOException {
		return Files.write(path, bytes(pages));
	}

	byte[] bytes(final FramePattern pages) {
		final ByteBuffer out = ByteBuffer.allocate(64 + header.length + pages.frames() * (pages.pixels() * 4 + pages.height() * (gapBytes + 16) + 512 + longestText(pages.frames())))
			.order(order);
		out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I')).put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I'));
		if (header.length > 0) {
			out.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(32 + header.length);
			out.putInt(117637889).putInt(4).putInt(header.length).putInt(0).put(header);
		}
		else if (big) out.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(16);
		else out.putShort((short) 42).putInt(8);
		for (int t = 0; t < pages.frames(); t++) putPage(out, pages, t);
		final byte[] file = new byte[out.position()];
		out.get(0, file);
		return file;
	}

	/** Length of the file up to the end of a page's pixels. */
	long endOf(final int page, final FramePattern pages) {
		return bytes(new FramePattern(pages.width(), pages.height(), page + 1, pages.type())).length;
	}

	private int longestText(final int frames) {
		int longest = 0;
		for (int t = 0; t < frames && description != null; t++) if (description.apply(t) != null) longest = Math.max(longest, description.apply(t).length());
		return 2 * longest;
	}

	private void putPage(final ByteBuffer out, final FramePattern pages, final int t) {
		final String text = description == null ? null : description.apply(t);
		final byte[] letters = text == null ? new byte[0] : (text + "\0").getBytes(StandardCharsets.UTF_8);
		final int entries = text == null ? 9 : 10;
		final int values = out.position() + (big ? 8 + 20 * entries + 8 : 2 + 12 * entries + 4);
		final int rows = Math.min(rowsPerStrip, pages.height());
		final int strips = (pages.height() - 1) / rows + 1;
		final int offsetBytes = big ? 8 : 4;
		final int offsets = values + letters.length + (letters.length & 1);
		final int counts = offsets + strips * offsetBytes;
		final int pixels = counts + strips * 4;
		final int rowBytes = pages.width() * pages.type().bytes();
		final int end = pixels + pages.height() * rowBytes + (strips - 1) * gapBytes;
		if (big) out.putLong(entries);
		else out.putShort((short) entries);
		entry(out, Tag.IMAGE_WIDTH, FieldType.LONG, 1, pages.width());
		entry(out, Tag.IMAGE_LENGTH, FieldType.LONG, 1, pages.height());
		entry(out, Tag.BITS_PER_SAMPLE, FieldType.SHORT, 1, 8L * pages.type().bytes());
		entry(out, Tag.COMPRESSION, FieldType.SHORT, 1, 1);
		entry(out, Tag.PHOTOMETRIC, FieldType.SHORT, 1, 1);
		if (text != null) entry(out, Tag.IMAGE_DESCRIPTION, FieldType.ASCII, letters.length, values);
		entry(out, Tag.STRIP_OFFSETS, big ? FieldType.LONG8 : FieldType.LONG, strips, strips == 1 ? pixels : offsets);
		entry(out, Tag.ROWS_PER_STRIP, FieldType.LONG, 1, rows);
		entry(out, Tag.STRIP_BYTE_COUNTS, FieldType.LONG, strips, strips == 1 ? (long) pages.height() * rowBytes : counts);
		entry(out, Tag.SAMPLE_FORMAT, FieldType.SHORT, 1, pages.type() == PixelType.INT16 ? 2 : pages.type() == PixelType.FLOAT32 ? 3 : 1);
		final long next = t + 1 < pages.frames() ? end + (end & 1) : 0;
		if (big) out.putLong(next);
		else out.putInt((int) next);
		out.put(letters).position(offsets);
		for (int i = 0; i < strips; i++) {
			final long offset = pixels + (long) i * (rows * rowBytes + gapBytes);
			if (big) out.putLong(offset);
			else out.putInt((int) offset);
		}
		for (int i = 0; i < strips; i++) out.putInt(Math.min(rows, pages.height() - i * rows) * rowBytes);
		putPixels(out, pages, t, rows);
		out.position(end + (end & 1));
	}

	private void putPixels(final ByteBuffer out, final FramePattern pages, final int t, final int rows) {
		final float[] frame = pages.frame(t);
		for (int i = 0; i < frame.length; i++) {
			if (i > 0 && i % (rows * pages.width()) == 0) out.position(out.position() + gapBytes);
			switch (pages.type()) {
				case UINT8 -> out.put((byte) (int) frame[i]);
				case UINT16, INT16 -> out.putShort((short) (int) frame[i]);
				case FLOAT32 -> out.putFloat(frame[i]);
			}
		}
	}

	private void entry(final ByteBuffer out, final int tag, final FieldType type, final int count, final long value) {
		out.putShort((short) tag).putShort((short) type.code());
		final int at = out.position() + (big ? 8 : 4);
		if (big) out.putLong(count).putLong(0);
		else out.putInt(count).putInt(0);
		if (type == FieldType.SHORT) out.putShort(at, (short) value);
		else if (big && type != FieldType.LONG || big && count > 1) out.putLong(at, value);
		else out.putInt(at, (int) value);
	}
}

package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apical.recording.RecordingException;

/**
 * One image file directory: the tags of one page. Values are read when asked for, and never more of them than the file
 * can hold.
 */
final class TiffDirectory {

	/** More entries than any program writes; a number beyond is garbage. */
	private static final int MOST_ENTRIES = 4096;

	private final TiffCursor cursor;
	private final int[] tags;
	private final FieldType[] types;
	private final long[] counts;
	/** Where in the file each entry's values begin, also where that is within the entry. */
	private final long[] values;
	private final long next;

	private TiffDirectory(final TiffCursor cursor, final int entries, final long next) {
		this.cursor = cursor;
		this.next = next;
		tags = new int[entries];
		types = new FieldType[entries];
		counts = new long[entries];
		values = new long[entries];
	}

	/** @throws IOException where there is no directory at this offset */
	static TiffDirectory read(final TiffCursor cursor, final long offset, final boolean big) throws IOException {
		final long n = big ? cursor.i64(offset) : cursor.u16(offset);
		final int entryBytes = big ? 20 : 12;
		final long first = offset + (big ? 8 : 2);
		if (n < 1 || n > MOST_ENTRIES || first + n * entryBytes > cursor.size()) throw new RecordingException(
			"no page directory at byte " + offset);
		final long end = first + n * entryBytes;
		// some writers leave the last directory without a pointer
		final boolean last = end + (big ? 8 : 4) > cursor.size();
		final TiffDirectory directory = new TiffDirectory(cursor, (int) n, last ? 0 : big ? cursor.i64(end) : cursor.u32(end));
		for (int i = 0; i < n; i++) directory.readEntry(i, first + (long) i * entryBytes, big);
		return directory;
	}

	private void readEntry(final int i, final long at, final boolean big) throws IOException {
		tags[i] = cursor.u16(at);
		types[i] = FieldType.of(cursor.u16(at + 2));
		counts[i] = big ? cursor.i64(at + 4) : cursor.u32(at + 4);
		final long value = at + (big ? 12 : 8);
		final int inline = big ? 8 : 4;
		final boolean fits = types[i] != null && counts[i] >= 0 && counts[i] <= inline / types[i].bytes();
		values[i] = fits ? value : big ? cursor.i64(value) : cursor.u32(value);
	}

	/** Offset of the next page's directory, 0 after the last. */
	long next() {
		return next;
	}

	boolean has(final int tag) {
		return indexOf(tag) >= 0;
	}

	/** Number of values, 0 where the tag is absent. */
	long count(final int tag) {
		final int i = indexOf(tag);
		return i < 0 ? 0 : counts[i];
	}

	/** Where in the file the values begin; the tag is present. */
	long position(final int tag) {
		return values[indexOf(tag)];
	}

	/** The first value as an integer. */
	long integer(final int tag, final long absent) throws IOException {
		final int i = indexOf(tag);
		return i < 0 || counts[i] < 1 ? absent : integerAt(i, 0);
	}

	/** The first so many values as integers. */
	long[] integers(final int tag, final int n) throws IOException {
		final int i = indexOf(tag);
		if (i < 0 || counts[i] < n || types[i] == null || (long) n * types[i].bytes() > cursor.size()) throw new RecordingException(
			"tag " + tag + " has fewer than " + n + " values");
		final long[] result = new long[n];
		for (int k = 0; k < n; k++) result[k] = integerAt(i, k);
		return result;
	}

	private long integerAt(final int i, final int k) throws IOException {
		if (types[i] == null) throw new RecordingException("tag " + tags[i] + " has no known type");
		final long at = values[i] + (long) k * types[i].bytes();
		return switch (types[i]) {
			case BYTE, UNDEFINED -> cursor.u8(at);
			case SHORT -> cursor.u16(at);
			case LONG, IFD -> cursor.u32(at);
			case LONG8, SLONG8, IFD8 -> cursor.i64(at);
			case SBYTE -> (byte) cursor.u8(at);
			case SSHORT -> (short) cursor.u16(at);
			case SLONG -> cursor.i32(at);
			default -> throw new RecordingException("tag " + tags[i] + " holds no integer");
		};
	}

	/** How large a pixel is in units of a resolution, which is a rational number of pixels per unit; NaN where it is absent. */
	double pixelSize(final int resolutionTag) throws IOException {
		final int i = indexOf(resolutionTag);
		if (i < 0 || types[i] != FieldType.RATIONAL || counts[i] < 1) return Double.NaN;
		return cursor.u32(values[i] + 4) / (double) cursor.u32(values[i]);
	}

	/** A text up to its zero byte or {@code longest} bytes, whichever comes first; empty where the tag is absent. */
	String text(final int tag, final int longest) throws IOException {
		final int i = indexOf(tag);
		if (i < 0 || types[i] == null || types[i].bytes() != 1) return "";
		final byte[] bytes = new byte[(int) Math.max(0, Math.min(Math.min(counts[i], longest), cursor.size() - values[i]))];
		cursor.copy(values[i], bytes);
		int end = 0;
		while (end < bytes.length && bytes[end] != 0) end++;
		return new String(bytes, 0, end, StandardCharsets.UTF_8);
	}

	private int indexOf(final int tag) {
		for (int i = 0; i < tags.length; i++) if (tags[i] == tag) return i;
		return -1;
	}
}

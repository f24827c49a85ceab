package org.apical.recording.tiff;

import java.io.IOException;

import org.apical.recording.RecordingException;
import org.apical.recording.SampleType;

/**
 * How a page's pixels are stored; the same for all pages of a recording. A page is cut into chunks: strips of its full
 * width, or tiles, which also cover what lies beyond the right and lower edge.
 *
 * @param chunkWidth pixels in a row of a chunk
 * @param chunkHeight rows of a chunk
 */
record PageLayout(int width, int height, SampleType sample, Compression compression, Predictor predictor, boolean tiled,
	int chunkWidth, int chunkHeight)
{

	/** No packing yields more bytes than this from one; what promises more is damaged. LZW comes closest. */
	private static final int MOST_EXPANSION = 3000;

	/** @throws RecordingException where the page is damaged or of a kind that is not read */
	static PageLayout of(final TiffDirectory page) throws IOException {
		final int width = size(page, Tag.IMAGE_WIDTH, "width");
		final int height = size(page, Tag.IMAGE_LENGTH, "height");
		final long samples = page.integer(Tag.SAMPLES_PER_PIXEL, 1);
		if (samples != 1) throw new RecordingException("has " + samples +
			" values per pixel, as colour images do; save its channels as separate grey images");
		final long bits = page.integer(Tag.BITS_PER_SAMPLE, 1);
		final long format = page.integer(Tag.SAMPLE_FORMAT, 1);
		final SampleType sample = SampleType.of((int) bits, (int) format);
		if (sample == null) throw new RecordingException("has pixels of " + bits + " bits in sample format " + format +
			"; 8 and 16 bit integers and 32 bit floats are read, and wider types as floats");
		final long code = page.integer(Tag.COMPRESSION, 1);
		final Compression compression = Compression.of(code);
		if (compression == null) throw new RecordingException("is compressed in way " + code +
			"; none, LZW, deflate and PackBits are read, so save it with one of these");
		final Predictor predictor = predictor(page, compression);
		final boolean tiled = page.has(Tag.TILE_OFFSETS);
		final int chunkWidth = tiled ? size(page, Tag.TILE_WIDTH, "tile width") : width;
		final int chunkHeight = tiled ? size(page, Tag.TILE_LENGTH, "tile height") : (int) Math.min(height,
			Math.max(1, page.integer(Tag.ROWS_PER_STRIP, height)));
		final PageLayout layout = new PageLayout(width, height, sample, compression, predictor, tiled, chunkWidth, chunkHeight);
		if ((long) width * height > Integer.MAX_VALUE / sample.bytes() || (long) chunkWidth * chunkHeight > Integer.MAX_VALUE / sample
			.bytes()) throw new RecordingException("claims frames of " + width + " x " + height + " pixels, more than can be read");
		return layout;
	}

	private static int size(final TiffDirectory page, final int tag, final String what) throws IOException {
		final long value = page.integer(tag, 0);
		if (value < 1 || value > Integer.MAX_VALUE) throw new RecordingException("has an impossible " + what + " of " + value + " pixels");
		return (int) value;
	}

	private static Predictor predictor(final TiffDirectory page, final Compression compression) throws IOException {
		if (compression != Compression.LZW && compression != Compression.DEFLATE) return Predictor.NONE;
		final long code = page.integer(Tag.PREDICTOR, 1);
		final Predictor predictor = Predictor.of(code);
		if (predictor == null) throw new RecordingException("uses the unknown predictor " + code);
		return predictor;
	}

	/** How pixels are stored, in words. */
	String storage() {
		return sample + ", " + compression;
	}

	int frameBytes() {
		return width * height * sample.bytes();
	}

	/** The same layout with pixels of another meaning. */
	PageLayout with(final SampleType meaning) {
		return new PageLayout(width, height, meaning, compression, predictor, tiled, chunkWidth, chunkHeight);
	}

	/** Whether pages of both layouts are decoded alike, whatever their pixels mean. */
	boolean isLike(final PageLayout other) {
		return equals(other) || sample == SampleType.UINT16 && with(SampleType.OFFSET16).equals(other);
	}

	int chunksAcross() {
		return (width - 1) / chunkWidth + 1;
	}

	int chunks() {
		return chunksAcross() * ((height - 1) / chunkHeight + 1);
	}

	/** Rows stored in a chunk; the last strip ends with the page, whereas tiles are always whole. */
	int chunkRows(final int chunk) {
		return tiled ? chunkHeight : Math.min(chunkHeight, height - chunk * chunkHeight);
	}

	/** Unpacked length of a chunk. */
	int chunkBytes(final int chunk) {
		return chunkWidth * chunkRows(chunk) * sample.bytes();
	}

	/** Where a page's chunks lie in the file. */
	Chunks chunks(final TiffDirectory page) throws IOException {
		final int offsetTag = tiled ? Tag.TILE_OFFSETS : Tag.STRIP_OFFSETS;
		final boolean packed = compression != Compression.NONE;
		// ImageJ and others may give one offset for strips that follow each other
		final int given = packed || page.count(offsetTag) != 1 ? chunks() : 1;
		final long[] offsets = page.integers(offsetTag, given);
		final long[] lengths = new long[chunks()];
		if (packed) {
			final long[] counts = page.integers(tiled ? Tag.TILE_BYTE_COUNTS : Tag.STRIP_BYTE_COUNTS, given);
			for (int i = 0; i < given; i++) lengths[i] = Math.min(counts[i], longestPacked(i));
		}
		else for (int i = 0; i < lengths.length; i++) lengths[i] = chunkBytes(i);
		if (given == lengths.length) return new Chunks(offsets, lengths);
		final long[] all = new long[lengths.length];
		all[0] = offsets[0];
		for (int i = 1; i < all.length; i++) all[i] = all[i - 1] + lengths[i - 1];
		return new Chunks(all, lengths);
	}

	/** No need to read more: even where packing fails, LZW makes at most 12 bits of 8. */
	private long longestPacked(final int chunk) {
		return Math.min(Integer.MAX_VALUE - 8L, 2L * chunkBytes(chunk) + 1024);
	}

	/** Where the chunks of one page lie in the file and how long they are there. */
	record Chunks(long[] offsets, long[] lengths) {}

	/**
	 * Looks whether a page's pixels are all in the file.
	 *
	 * @return offset of the frame's pixels where they lie row by row in one run, else -1
	 * @throws RecordingException where pixels are missing
	 */
	long locate(final Chunks chunks, final long fileBytes) throws RecordingException {
		boolean run = compression == Compression.NONE && chunkWidth == width;
		long expected = chunks.offsets[0];
		for (int i = 0; i < chunks.offsets.length; i++) {
			final long offset = chunks.offsets[i];
			final long length = chunks.lengths[i];
			if (offset < 1 || length < 0 || length > fileBytes || offset > fileBytes - length) throw new RecordingException(
				"its pixels are not wholly in the file");
			if (chunkBytes(i) / MOST_EXPANSION > length) throw new RecordingException("its packed pixels are too few");
			run &= offset == expected;
			expected = offset + length;
		}
		return run ? chunks.offsets[0] : -1;
	}
}

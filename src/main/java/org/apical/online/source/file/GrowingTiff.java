package org.apical.online.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;
import org.apical.online.source.TextNumbers;

/**
 * A growing TIFF or BigTIFF of uncompressed pages, as ScanImage, Micro-Manager and others write them. A page is delivered
 * once its directory and pixels are in the file. Where the file was made longer in advance, so that its length proves
 * nothing, the page after it has to be there, or its bytes the same at two looks.
 *
 * <p>What ScanImage writes into each page is heeded: the frame's number and time, and the mark of the last one. Where a file is
 * over without that mark, the acquisition goes on in the one with the next number at the end of its name.
 */
final class GrowingTiff implements PolledFrames {

	private static final int HEADER_BYTES = 16;
	/** A writer may well rest for a moment within a page; the page after it mostly comes sooner than this and settles it. */
	private static final long SETTLED_NANOS = 100_000_000;
	/** After so long without a page, and again and again, the next file is looked for. */
	private static final long SEEK_NANOS = 50_000_000;
	/** More text than any program writes about one page. */
	private static final int LONGEST_TEXT = 1 << 16;

	private final TailedFile file;
	private final Intake intake;
	private final FrameOrder order;
	private final TiffPage page;
	private final TextNumbers text = new TextNumbers();
	private final CRC32 crc = new CRC32();
	private byte[] description = new byte[4096];
	/** Where the offset of the next page's directory stands in the file; 0 before the header has been read. */
	private long pointer;
	private boolean big;
	private long pages;
	/** What ScanImage's count was at the first frame, as if it had never begun anew. */
	private double firstFrameNumber = Double.NaN;
	private double lastFrameNumber = Double.NaN;
	private long checksum = -1;
	private long changedNanos;
	private long soughtNanos;
	private boolean ended;

	GrowingTiff(final TailedFile file, final Intake intake) {
		this.file = file;
		this.intake = intake;
		order = intake.order();
		page = new TiffPage(file);
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		if (ended) return Arrival.END;
		final boolean other = file.isReplaced();
		final long size = file.size();
		if (pointer > 0 && (other || size < pointer)) startAnew();
		if (size < HEADER_BYTES || pointer == 0 && !readHeader()) return Arrival.NOTHING;
		final long directory = readOffset(pointer);
		if ((directory == 0 || directory >= size) && isContinued()) return look(into);
		if (directory == 0 || !page.read(directory, big, size)) return Arrival.NOTHING;
		final boolean last = size <= page.end() + HEADER_BYTES;
		final boolean certain = last || TiffPage.isDirectory(file, page.next(), big, size);
		final ByteBuffer pixels = page.pixels();
		if (pixels == null || !certain && !isSettled(pixels)) return Arrival.NOTHING;
		return deliver(pixels, into);
	}

	/** @return whether the acquisition goes on in another file, which is then this one */
	private boolean isContinued() throws IOException {
		final long time = System.nanoTime();
		if (pages == 0 || time - soughtNanos < SEEK_NANOS) return false;
		soughtNanos = time;
		final Path now = file.path();
		final Path next = now.resolveSibling(FrameName.of(now).next());
		// One that was written before is left over from an earlier acquisition.
		if (next.equals(now) || !Files.isRegularFile(next) || Files.getLastModifiedTime(next).compareTo(Files.getLastModifiedTime(
			now)) < 0) return false;
		file.change(next);
		pointer = 0;
		return true;
	}

	/** Another file has its name, or it has become shorter, so that it is another one. */
	private void startAnew() {
		intake.tally().restart();
		pointer = 0;
		pages = 0;
		firstFrameNumber = Double.NaN;
	}

	/** @return false where there is none yet */
	private boolean readHeader() throws IOException {
		final ByteBuffer head = file.read(0, HEADER_BYTES);
		if (head == null || head.getShort(0) == 0) return false;
		final ByteOrder byteOrder = head.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		final int version = head.order(byteOrder).getShort(2);
		if (head.get(0) != head.get(1) || head.get(0) != 'I' && head.get(0) != 'M' || version != 42 && version != 43) throw new SourceException(file
			.path() + ": not a TIFF file");
		file.order(byteOrder);
		big = version == 43;
		pointer = big ? 8 : 4;
		return true;
	}

	private long readOffset(final long at) throws IOException {
		final ByteBuffer bytes = file.read(at, big ? 8 : 4);
		return bytes == null ? 0 : big ? bytes.getLong(0) : bytes.getInt(0) & 0xffffffffL;
	}

	/** Whether the bytes have been the same for a while; zeros are a place where nothing has been written yet. */
	private boolean isSettled(final ByteBuffer pixels) {
		crc.reset();
		crc.update(pixels);
		pixels.rewind();
		final long before = checksum;
		checksum = crc.getValue();
		final long now = System.nanoTime();
		if (checksum != before) changedNanos = now;
		if (now - changedNanos < SETTLED_NANOS) return false;
		while (pixels.hasRemaining()) if (pixels.get() != 0) {
			pixels.rewind();
			return true;
		}
		return false;
	}

	private Arrival deliver(final ByteBuffer pixels, final LiveFrame into) throws IOException {
		final long arrival = System.nanoTime();
		soughtNanos = arrival;
		checksum = -1;
		final boolean usable = intake.admits(page.width(), page.height(), page.type(), order.planes(), order.channels());
		if (usable) {
			into.resize(page.width(), page.height());
			PixelDecoder.decode(pixels, page.type(), false, into);
		}
		readDescription();
		final long number = number();
		into.label(number, order.plane(number), order.channel(number), text.assigned("frameTimestamps_sec"), arrival);
		if (!usable) intake.tally().damaged(number, "has another size, " + page.width() + " x " + page.height());
		pointer = page.nextAt();
		pages++;
		ended = text.assigned("endOfAcquisition") == 1 && pages % order.channels() == 0;
		return usable ? Arrival.FRAME : Arrival.NOTHING;
	}

	private void readDescription() throws IOException {
		final int length = (int) Math.min(LONGEST_TEXT, page.descriptionBytes());
		if (description.length < length) description = new byte[2 * length];
		final ByteBuffer bytes = length == 0 ? null : file.read(page.descriptionAt(), length);
		if (bytes != null) bytes.get(description, 0, length);
		text.read(description, bytes == null ? 0 : length);
	}

	/** From ScanImage's number of the frame, the same for all its channels; else from the place in the file. */
	private long number() {
		final double told = text.assigned("frameNumbers");
		if (!(told >= 0 && told < 1L << 53)) return pages;
		final int channels = order.channels();
		if (Double.isNaN(firstFrameNumber)) firstFrameNumber = told;
		// In a further file the count may begin anew.
		else if (told < lastFrameNumber) firstFrameNumber += told - lastFrameNumber - 1;
		lastFrameNumber = told;
		return (long) (told - firstFrameNumber) * channels + pages % channels;
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}

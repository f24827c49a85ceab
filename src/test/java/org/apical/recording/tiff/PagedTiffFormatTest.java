package org.apical.recording.tiff;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.FramePattern;
import org.apical.recording.PixelType;
import org.apical.recording.RecordingFormat;
import org.apical.recording.RecordingFormatContract;

/** Movies as microscopes write them, page after page; here a big-endian BigTIFF of signed pixels in strips with gaps. */
public class PagedTiffFormatTest extends RecordingFormatContract {

	private static final PagedTiff FILE = new PagedTiff(ByteOrder.BIG_ENDIAN, true, 5, 6, null);

	@Override
	protected RecordingFormat format() {
		return new TiffFormat();
	}

	@Override
	protected PixelType pixelType() {
		return PixelType.INT16;
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		return FILE.write(folder.resolve("pages.tif"), pages);
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(recording.toFile(), "rw")) {
			file.setLength(FILE.endOf(whole, pages) - 100);
		}
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		return Files.createFile(folder.resolve("empty.tif"));
	}

	/** An image of billions of pixels in a file of a few bytes. */
	@Override
	protected Path writeLying(final Path folder) throws IOException {
		final byte[] bytes = FILE.bytes(new FramePattern(4, 4, 1, PixelType.UINT8));
		// the values of the width and the height, the first two entries
		bytes[24 + 12 + 2] = 1;
		bytes[44 + 12 + 2] = 1;
		return Files.write(folder.resolve("lying.tif"), bytes);
	}
}

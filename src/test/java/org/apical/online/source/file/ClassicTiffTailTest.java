package org.apical.online.source.file;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.junit.Test;

public class ClassicTiffTailTest extends TailContract {

	public ClassicTiffTailTest() {
		super("stack.tif");
	}

	/** As libtiff does: pixels, directory, and only then the link from the page before. Big-endian, in several strips. */
	private static final class LibTiff extends FileSender {

		private final SourceGeometry geometry;
		private long link = 4;
		private int compression = 1;

		LibTiff(final Path path, final SourceGeometry geometry) throws Exception {
			super(path);
			this.geometry = geometry;
			append(big(8).putShort((short) 0x4d4d).putShort((short) 42).clear());
		}

		private static ByteBuffer big(final int bytes) {
			return ByteBuffer.allocate(bytes).order(ByteOrder.BIG_ENDIAN);
		}

		@Override
		public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
			final long start = file.size();
			final ByteBuffer data = big(2 * pixels.length);
			for (final float pixel : pixels) data.putShort((short) pixel);
			append(data.clear());
			final int rows = 8;
			final int strips = (geometry.height() + rows - 1) / rows;
			final long at = file.size();
			final int head = 6 + 12 * 8;
			final ByteBuffer directory = big(head + 8 * strips).putShort((short) 8);
			entry(directory, 256, 1, geometry.width());
			entry(directory, 257, 1, geometry.height());
			directory.putShort((short) 258).putShort((short) 3).putInt(1).putShort((short) 16).putShort((short) 0);
			directory.putShort((short) 259).putShort((short) 3).putInt(1).putShort((short) compression).putShort((short) 0);
			entry(directory, 273, strips, (int) at + head);
			directory.putShort((short) 277).putShort((short) 3).putInt(1).putShort((short) 1).putShort((short) 0);
			entry(directory, 278, 1, rows);
			entry(directory, 279, strips, (int) at + head + 4 * strips);
			directory.putInt(0);
			final int stripBytes = 2 * geometry.width() * rows;
			for (int s = 0; s < strips; s++) directory.putInt((int) start + s * stripBytes);
			for (int s = 0; s < strips; s++) directory.putInt(Math.min(stripBytes, 2 * pixels.length - s * stripBytes));
			append(directory.clear());
			file.write(big(4).putInt((int) at).flip(), link);
			link = at + head - 4;
		}

		private static void entry(final ByteBuffer directory, final int tag, final int count, final int value) {
			directory.putShort((short) tag).putShort((short) 4).putInt(count).putInt(value);
		}
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		return new LibTiff(path(), geometry);
	}

	@Test
	public void compressedPagesAreRefusedInOneLine() throws Exception {
		play(ONE, settings(ONE), sender -> {
			((LibTiff) sender).compression = 5;
			sender.send(picture(ONE, 0), 0, 0, 0);
		});
		final Exception e = assertThrows(SourceException.class, () -> source.next(new LiveFrame()));
		assertEquals(path() + ": is compressed; a growing file has to be uncompressed", e.getMessage());
	}

	@Test
	public void aFileThatIsMadeAnewUnderItsNameIsFollowed() throws Exception {
		followsAFileThatIsMadeAnew();
	}
}

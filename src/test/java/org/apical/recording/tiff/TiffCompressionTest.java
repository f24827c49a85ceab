package org.apical.recording.tiff;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Reads what the JDK's own TIFF writer packs, and single predictors by hand. */
public class TiffCompressionTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void stripsOfEveryCompressionAndByteOrderReadBack() throws IOException {
		for (final String compression : new String[] { null, "LZW", "ZLib", "Deflate", "PackBits" }) {
			for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
				for (final PixelType type : new PixelType[] { PixelType.UINT8, PixelType.UINT16 }) {
					assertReadsBack(new FramePattern(75, 53, 3, type), compression, order, 0);
				}
			}
		}
	}

	@Test
	public void tilesThatReachBeyondTheEdgesReadBack() throws IOException {
		for (final String compression : new String[] { null, "LZW", "ZLib", "PackBits" }) {
			assertReadsBack(new FramePattern(75, 53, 2, PixelType.UINT16), compression, ByteOrder.LITTLE_ENDIAN, 32);
			assertReadsBack(new FramePattern(64, 64, 2, PixelType.UINT8), compression, ByteOrder.BIG_ENDIAN, 32);
		}
	}

	@Test
	public void longLzwStripsFillAndResetTheTable() throws IOException {
		assertReadsBack(new FramePattern(700, 301, 1, PixelType.UINT16), "LZW", ByteOrder.LITTLE_ENDIAN, 0);
	}

	private void assertReadsBack(final FramePattern pages, final String compression, final ByteOrder order, final int tile) throws IOException {
		final String what = compression + " " + order + " " + pages.type() + " tile " + tile;
		final Path path = write(pages, compression, order, tile);
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(what, pages.frames(), movie.frames());
			assertEquals(what, pages.type(), movie.pixelType());
			final float[] read = new float[pages.pixels()];
			for (int t = 0; t < pages.frames(); t++) {
				movie.read(t, read);
				assertArrayEquals(what + ", frame " + t, pages.frame(t), read, 0);
			}
		}
	}

	private Path write(final FramePattern pages, final String compression, final ByteOrder order, final int tile) throws IOException {
		final File file = folder.newFile();
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
			out.setByteOrder(order);
			writer.setOutput(out);
			writer.prepareWriteSequence(null);
			final ImageWriteParam parameters = writer.getDefaultWriteParam();
			if (compression != null) {
				parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
				parameters.setCompressionType(compression);
			}
			if (tile > 0) {
				parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
				parameters.setTiling(tile, tile, 0, 0);
			}
			for (int t = 0; t < pages.frames(); t++) writer.writeToSequence(new IIOImage(image(pages, t), null, null), parameters);
			writer.endWriteSequence();
		}
		finally {
			writer.dispose();
		}
		return file.toPath();
	}

	private static BufferedImage image(final FramePattern pages, final int t) {
		final BufferedImage image = new BufferedImage(pages.width(), pages.height(), pages.type() == PixelType.UINT8
			? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
		image.getRaster().setPixels(0, 0, pages.width(), pages.height(), pages.frame(t));
		return image;
	}

	@Test
	public void runsOfBytesAreUnpackedAsTheSpecificationsExampleSays() throws IOException {
		// TIFF 6.0, section 9
		final int[] packed = { 0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA };
		final int[] expected = { 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA,
			0xAA, 0xAA, 0xAA, 0xAA, 0xAA };
		final ByteBuffer unpacked = ByteBuffer.allocate(expected.length);
		Compression.PACK_BITS.unpack(ByteBuffer.wrap(bytes(packed)), unpacked);
		assertArrayEquals(bytes(expected), unpacked.array());
	}

	@Test
	public void differencesOfEveryWidthAreSummedAlongTheRow() {
		final ByteBuffer bytes = ByteBuffer.wrap(bytes(1, 2, 255, 5, 1, 1)).order(ByteOrder.LITTLE_ENDIAN);
		Predictor.HORIZONTAL.undo(bytes, 3, 2, 1);
		assertArrayEquals(bytes(1, 3, 2, 5, 6, 7), bytes.array());
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			final ByteBuffer shorts = ByteBuffer.allocate(6).order(order).putShort(0, (short) 300).putShort(2, (short) -1).putShort(4, (short) 7);
			Predictor.HORIZONTAL.undo(shorts, 3, 1, 2);
			assertEquals(299, shorts.getShort(2));
			assertEquals(306, shorts.getShort(4));
			final ByteBuffer ints = ByteBuffer.allocate(8).order(order).putInt(0, 70000).putInt(4, 1);
			Predictor.HORIZONTAL.undo(ints, 2, 1, 4);
			assertEquals(70001, ints.getInt(4));
		}
	}

	@Test
	public void floatsComeBackFromTheirByteWiseDifferences() {
		final float[] values = { 1.5f, -2.25f, 1e-20f };
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			final ByteBuffer bytes = ByteBuffer.wrap(floatDifferences(values)).order(order);
			Predictor.FLOATING_POINT.undo(bytes, values.length, 1, 4);
			for (int i = 0; i < values.length; i++) assertEquals(values[i], bytes.getFloat(4 * i), 0);
		}
	}

	/** All highest bytes, then the next, each less the one before it. */
	private static byte[] floatDifferences(final float[] values) {
		final byte[] sorted = new byte[4 * values.length];
		for (int i = 0; i < sorted.length; i++) {
			sorted[i] = (byte) (Float.floatToRawIntBits(values[i % values.length]) >>> 24 - 8 * (i / values.length));
		}
		final byte[] differences = sorted.clone();
		for (int i = 1; i < sorted.length; i++) differences[i] -= sorted[i - 1];
		return differences;
	}

	private static byte[] bytes(final int... values) {
		final byte[] bytes = new byte[values.length];
		for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
		return bytes;
	}
}

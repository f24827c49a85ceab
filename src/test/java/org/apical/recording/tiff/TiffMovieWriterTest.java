package org.apical.recording.tiff;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.Sampling;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import ij.ImagePlus;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

public class TiffMovieWriterTest {

	private static final Sampling SAMPLING = new Sampling(30.92, 0.44, 0.5);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path write(final FramePattern pages, final Sampling sampling) throws IOException {
		final Path path = folder.getRoot().toPath().resolve("movie.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(path, pages.width(), pages.height(), pages.type(), sampling)) {
			for (int t = 0; t < pages.frames(); t++) writer.write(pages.frame(t));
		}
		return path;
	}

	private static ImagePlus open(final Path path) {
		return new Opener().openTiff(path.getParent().toString() + "/", path.getFileName().toString());
	}

	@Test
	public void imageJOpensEveryPixelTypeAsATimeSeries() throws IOException {
		for (final PixelType type : PixelType.values()) {
			final FramePattern pages = new FramePattern(33, 21, 7, type);
			final ImagePlus image = open(write(pages, SAMPLING));
			assertArrayEquals(new int[] { 33, 21, 1, 1, 7 }, image.getDimensions());
			final Calibration calibration = image.getCalibration();
			for (int t = 0; t < 7; t++) {
				final float[] expected = pages.frame(t);
				final ImageProcessor shown = image.getStack().getProcessor(t + 1);
				for (int i = 0; i < expected.length; i++) {
					final double value = type == PixelType.INT16 ? calibration.getCValue(shown.get(i)) : shown.getf(i);
					assertEquals(type + ", frame " + t, expected[i], value, 0);
				}
			}
		}
	}

	@Test
	public void framesTakenFromAnotherFileAreAsIfTheyWereWritten() throws IOException {
		final FramePattern pages = new FramePattern(33, 21, 7, PixelType.UINT16);
		final byte[] whole = Files.readAllBytes(write(pages, SAMPLING));
		final Path part = folder.getRoot().toPath().resolve("part.tif"), joined = folder.getRoot().toPath().resolve("joined.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(part, 33, 21, PixelType.UINT16, SAMPLING)) {
			for (int t = 2; t < 6; t++) writer.write(pages.frame(t));
		}
		try (TiffMovieWriter writer = new TiffMovieWriter(joined, 33, 21, PixelType.UINT16, SAMPLING)) {
			for (int t = 0; t < 2; t++) writer.write(pages.frame(t));
			writer.append(part, 4);
			writer.write(pages.frame(6));
		}
		assertArrayEquals(whole, Files.readAllBytes(joined));
	}

	@Test
	public void aPartThatIsCutShortIsNotTaken() throws IOException {
		final Path part = write(new FramePattern(33, 21, 7, PixelType.UINT16), SAMPLING);
		try (TiffMovieWriter writer = new TiffMovieWriter(folder.getRoot().toPath().resolve("joined.tif"), 33, 21, PixelType.UINT16, SAMPLING)) {
			final String message = assertThrows(IOException.class, () -> writer.append(part, 8)).getMessage();
			assertTrue(message, message.endsWith("movie.tif: holds fewer than 8 frames"));
			writer.append(part, 1);
		}
	}

	@Test
	public void imageJFindsRateAndPixelSize() throws IOException {
		final Calibration calibration = open(write(new FramePattern(8, 8, 3, PixelType.UINT16), SAMPLING)).getCalibration();
		assertEquals(0.44, calibration.pixelWidth, 1e-9);
		assertEquals(0.5, calibration.pixelHeight, 1e-9);
		assertEquals("micron", calibration.getUnit());
		assertEquals(1 / 30.92, calibration.frameInterval, 1e-12);
		assertEquals(30.92, calibration.fps, 1e-12);
	}

	@Test
	public void whatIsNotKnownIsNotInvented() throws IOException {
		final Calibration calibration = open(write(new FramePattern(8, 8, 3, PixelType.UINT16), Sampling.UNKNOWN)).getCalibration();
		assertFalse(calibration.scaled());
		assertEquals(0, calibration.frameInterval, 0);
	}

	@Test
	public void aSingleImageMayHoldNaN() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("mean.tif");
		final float[] pixels = { 0.5f, Float.NaN, -3, 1e9f, 0, 7 };
		TiffMovieWriter.writeImage(path, 3, 2, pixels, SAMPLING);
		final ImagePlus image = open(path);
		assertEquals(1, image.getStackSize());
		assertArrayEquals(pixels, (float[]) image.getProcessor().getPixels(), 0);
		assertEquals(0.44, image.getCalibration().pixelWidth, 1e-9);
	}

	@Test
	public void integersAreRoundedAndLimitedAsThePixelTypeSays() {
		final float[] values = { -40000, -32768.5f, -1.5f, -0.5f, -0.4999f, 0, 0.4999f, 0.5f, 0.49999997f, 1.5f, 254.5f, 255.5f, 32767.4f, 32767.5f,
			65534.5f, 65535.4f, 70000, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY };
		for (final PixelType type : new PixelType[] { PixelType.UINT8, PixelType.UINT16, PixelType.INT16 }) {
			final ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
			PixelEncoder.encode(values, values.length, type, bytes);
			for (int i = 0; i < values.length; i++) {
				final int stored = switch (type) {
					case UINT8 -> bytes.get(i) & 0xff;
					case UINT16 -> bytes.getShort(2 * i) & 0xffff;
					default -> bytes.getShort(2 * i);
				};
				assertEquals(type + " of " + values[i], type.clamp(values[i]), stored, 0);
			}
		}
	}

	@Test
	public void anUnfinishedFileIsNoTiff() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("half.tif");
		final FramePattern pages = new FramePattern(16, 16, 1, PixelType.UINT16);
		try (TiffMovieWriter writer = new TiffMovieWriter(path, 16, 16, PixelType.UINT16, SAMPLING)) {
			writer.write(pages.frame(0));
			// the first frame is in the file once the second was taken
			writer.write(pages.frame(0));
			assertEquals(0, Files.readAllBytes(path)[0]);
		}
		assertEquals('I', Files.readAllBytes(path)[0]);
	}

	@Test
	public void aMovieWithoutFramesIsAnError() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("none.tif");
		final TiffMovieWriter writer = new TiffMovieWriter(path, 16, 16, PixelType.UINT16, SAMPLING);
		final IOException e = assertThrows(IOException.class, writer::close);
		assertTrue(e.getMessage(), e.getMessage().contains("none.tif"));
		writer.close();
	}

	@Test
	public void pastTheLimitOfClassicOffsetsTheFileIsABigTiff() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("big.tif");
		final FramePattern pages = new FramePattern(20, 10, 30, PixelType.UINT16);
		try (TiffMovieWriter writer = new TiffMovieWriter(path, 20, 10, PixelType.UINT16, SAMPLING, false, 10_000)) {
			for (int t = 0; t < 30; t++) writer.write(pages.frame(t));
		}
		assertEquals(43, Files.readAllBytes(path)[2]);
		assertNull("ImageJ 1 reads no BigTIFF", open(path));
		assertReadsBack(pages, path);
	}

	@Test
	public void compressedFramesAreSmallerAndReadBackTheSame() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("deflated.tif");
		for (final PixelType type : PixelType.values()) {
			final FramePattern pages = new FramePattern(40, 30, 7, type);
			try (TiffMovieWriter writer = new TiffMovieWriter(path, 40, 30, type, SAMPLING, true)) {
				for (int t = 0; t < 7; t++) writer.write(pages.frame(t));
			}
			assertTrue(Files.size(path) < 7L * 40 * 30 * type.bytes());
			assertReadsBack(pages, path);
			assertEquals("ImageJ sees all frames", 7, open(path).getStackSize());
		}
	}

	@Test
	public void rateAndPixelSizeReadBackToTheLastDigit() throws IOException {
		assertReadsBack(new FramePattern(8, 8, 3, PixelType.UINT16), write(new FramePattern(8, 8, 3, PixelType.UINT16), SAMPLING));
	}

	@Test
	public void everyPixelSizeIsKeptToTenDigits() {
		for (final double size : new double[] { 0.44, 1 / 3., Math.PI, 1e-4, 123.456, 0.4780004780000477, 1, 5000 }) {
			final int[] fraction = TiffDirectoryWriter.fraction(size);
			assertEquals(size, fraction[0] / (double) fraction[1], 1e-9 * size);
		}
	}

	private static void assertReadsBack(final FramePattern pages, final Path path) throws IOException {
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(pages.frames(), movie.frames());
			assertEquals(SAMPLING, movie.sampling());
			final float[] read = new float[pages.pixels()];
			for (int t = 0; t < pages.frames(); t++) {
				movie.read(t, read);
				assertArrayEquals(pages.frame(t), read, 0);
			}
		}
	}
}

package org.apical.recording.imagej;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.junit.Test;

public class ImagePlusFramesTest {

	@Test
	public void everyPixelTypeKeepsItsValues() throws IOException {
		for (final PixelType type : PixelType.values()) {
			final FramePattern pages = new FramePattern(9, 7, 4, type);
			final Movie movie = ImagePlusFrames.recording(image(pages)).movie(0, 0);
			assertEquals(type, movie.pixelType());
			assertEquals(4, movie.frames());
			for (int t = 0; t < 4; t++) assertArrayEquals(pages.frame(t), frame(movie, t), 0);
		}
	}

	@Test
	public void channelsAndSlicesOfAHyperstackComeApart() throws IOException {
		final FramePattern pages = new FramePattern(9, 7, 24, PixelType.UINT16);
		final ImagePlus image = image(pages);
		image.setDimensions(2, 3, 4);
		final Recording recording = ImagePlusFrames.recording(image);
		assertEquals(3, recording.planes());
		assertEquals(2, recording.channels());
		for (int t = 0; t < 4; t++) for (int z = 0; z < 3; z++) for (int c = 0; c < 2; c++)
			assertArrayEquals(pages.frame(image.getStackIndex(c + 1, z + 1, t + 1) - 1), frame(recording.movie(z, c), t), 0);
	}

	@Test
	public void slicesWithoutTimeAreTheTimeSeries() throws IOException {
		final ImagePlus image = image(new FramePattern(9, 7, 6, PixelType.UINT8));
		image.setDimensions(1, 6, 1);
		assertEquals(1, ImagePlusFrames.recording(image).planes());
		assertEquals(6, ImagePlusFrames.recording(image).movie(0, 0).frames());
	}

	@Test
	public void theCalibrationTellsRateAndPixelSize() throws IOException {
		final ImagePlus image = image(new FramePattern(9, 7, 2, PixelType.UINT8));
		assertEquals(Sampling.UNKNOWN, ImagePlusFrames.recording(image).movie(0, 0).sampling());
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.6;
		image.getCalibration().frameInterval = 0.1;
		assertEquals(new Sampling(10, 0.5, 0.6), ImagePlusFrames.recording(image).movie(0, 0).sampling());
	}

	@Test
	public void aVirtualStackIsReadByOneThreadAtATime() throws IOException {
		final FramePattern pages = new FramePattern(9, 7, 16, PixelType.UINT16);
		final ImageStack stored = image(pages).getStack();
		final AtomicInteger inside = new AtomicInteger();
		final AtomicInteger most = new AtomicInteger();
		final VirtualStack virtual = new VirtualStack(9, 7, 16) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				most.accumulateAndGet(inside.incrementAndGet(), Math::max);
				final ImageProcessor slice = stored.getProcessor(n).duplicate();
				Thread.yield();
				inside.decrementAndGet();
				return slice;
			}

			@Override
			public int getBitDepth() {
				return 16;
			}
		};
		final Movie movie = ImagePlusFrames.recording(new ImagePlus("virtual", virtual)).movie(0, 0);
		IntStream.range(0, 200).parallel().forEach(i -> assertArrayEquals(pages.frame(i % 16), frame(movie, i % 16), 0));
		assertEquals(1, most.get());
	}

	@Test
	public void aColourImageIsRefusedInOneLine() {
		final Exception e = assertThrows(RecordingException.class, () -> ImagePlusFrames.recording(new ImagePlus("paint",
			new ColorProcessor(5, 4))));
		assertTrue(e.getMessage(), e.getMessage().contains("paint") && e.getMessage().lines().count() == 1);
	}

	/** As ImageJ's own reader opens a file of this type: int16 with an offset and a calibration that undoes it. */
	private static ImagePlus image(final FramePattern pages) {
		final ImageStack stack = new ImageStack(pages.width(), pages.height());
		for (int t = 0; t < pages.frames(); t++) stack.addSlice(processor(pages, ImagePlusFrames.pixels(pages.frame(t), pages.type())));
		final ImagePlus image = new ImagePlus("pages", stack);
		image.setDimensions(1, 1, pages.frames());
		if (pages.type() == PixelType.INT16) image.getCalibration().setSigned16BitCalibration();
		return image;
	}

	private static ImageProcessor processor(final FramePattern pages, final Object pixels) {
		if (pixels instanceof byte[] bytes) return new ByteProcessor(pages.width(), pages.height(), bytes, null);
		if (pixels instanceof short[] shorts) return new ShortProcessor(pages.width(), pages.height(), shorts, null);
		return new FloatProcessor(pages.width(), pages.height(), (float[]) pixels, null);
	}

	private static float[] frame(final Movie movie, final int t) {
		final float[] pixels = new float[movie.pixels()];
		try {
			movie.read(t, pixels);
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
		return pixels;
	}
}

package org.apical.recording.bioformats;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.apical.SharedData;
import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffFormat;
import org.apical.recording.tiff.TiffMovieWriter;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Runs against a real Bio-Formats where the environment variable APICAL_BIOFORMATS_JAR names its bioformats_package.jar. */
public class BioFormatsFormatTest {

	private static ClassLoader loader;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void withoutBioFormatsItOffersNothingAndSaysWhatToInstall() throws IOException {
		final BioFormatsFormat format = new BioFormatsFormat(ClassLoader.getPlatformClassLoader());
		final Path path = Files.write(folder.newFile("a.nd2").toPath(), new byte[9]);
		assertFalse(format.canOpen(path));
		final String message = assertThrows(RecordingException.class, () -> format.open(path, OpenOptions.DEFAULT)).getMessage();
		assertTrue(message, message.contains("a.nd2: Bio-Formats is not installed"));
	}

	@Test
	public void pixelsRateAndSizeAreThoseOfOurOwnReader() throws IOException {
		final BioFormatsFormat format = format();
		final FramePattern pages = new FramePattern(37, 23, 5, PixelType.UINT16);
		final Path path = folder.getRoot().toPath().resolve("movie.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(path, 37, 23, PixelType.UINT16, new Sampling(15, 0.5, 0.5))) {
			for (int t = 0; t < 5; t++) writer.write(pages.frame(t));
		}
		assertTrue(format.canOpen(path));
		assertSame(path);
		assertEquals("nothing is left beside the data", 1, folder.getRoot().list().length);
	}

	@Test
	public void realFilesAreReadAlike() throws IOException {
		format();
		for (final String name : new String[] { "vnc_T6_C2.ome.tif", "vnc_T6_C2_imagej_hyperstack.tif", "vnc_T6_bigtiff_BE.tif",
			"vnc_T6_bigtiff_LE.tif" }) assertSame(SharedData.require("format-samples/re-encoded/" + name));
	}

	@Test
	public void manyThreadsReadEqualPixels() throws IOException {
		final FramePattern pages = new FramePattern(19, 11, 8, PixelType.FLOAT32);
		final Path path = folder.getRoot().toPath().resolve("movie.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(path, 19, 11, PixelType.FLOAT32, Sampling.UNKNOWN)) {
			for (int t = 0; t < 8; t++) writer.write(pages.frame(t));
		}
		try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
			IntStream.range(0, 64).parallel().forEach(i -> assertArrayEquals(pages.frame(i % 8), frame(recording.movie(0, 0), i % 8), 0));
			recording.close();
			assertThrows(IOException.class, () -> recording.movie(0, 0).read(0, new float[19 * 11]));
		}
	}

	@Test
	public void damagedFilesAreRefusedInOneLine() throws IOException {
		final BioFormatsFormat format = format();
		final Path path = Files.writeString(folder.newFile("a.tif").toPath(), "II*\0but then no TIFF at all");
		final String message = assertThrows(RecordingException.class, () -> format.open(path, OpenOptions.DEFAULT)).getMessage();
		assertTrue(message, message.contains("a.tif") && message.lines().count() == 1);
		assertFalse(format.canOpen(Files.writeString(folder.newFile("notes.xyz").toPath(), "Not a recording at all.")));
	}

	private static void assertSame(final Path path) throws IOException {
		try (Recording theirs = format().open(path, OpenOptions.DEFAULT); Recording ours = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			assertEquals(path.toString(), ours.channels(), theirs.channels());
			assertEquals(path.toString(), ours.planes(), theirs.planes());
			for (int c = 0; c < ours.channels(); c++) {
				final Movie expected = ours.movie(0, c);
				final Movie movie = theirs.movie(0, c);
				assertEquals(path.toString(), expected.frames(), movie.frames());
				assertEquals(expected.pixelType(), movie.pixelType());
				// Bio-Formats takes 1 for what an ImageJ file does not say
				if (expected.sampling().hasRate()) assertEquals(expected.sampling().rateHz(), movie.sampling().rateHz(), 1e-6);
				if (expected.sampling().hasPixelSize()) assertEquals(expected.sampling().pixelWidthUm(), movie.sampling().pixelWidthUm(), 1e-6);
				for (int t = 0; t < movie.frames(); t++) assertArrayEquals(path + " frame " + t, frame(expected, t), frame(movie, t), 0);
			}
		}
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

	private static synchronized BioFormatsFormat format() throws IOException {
		final String jar = System.getenv("APICAL_BIOFORMATS_JAR");
		Assume.assumeTrue("Skipped: APICAL_BIOFORMATS_JAR names no bioformats_package.jar", jar != null && Files.exists(Path.of(jar)));
		// one loader for all tests, since the jar is large
		if (loader == null) loader = new URLClassLoader(new URL[] { Path.of(jar).toUri().toURL() }, BioFormatsFormatTest.class.getClassLoader());
		return new BioFormatsFormat(loader);
	}
}

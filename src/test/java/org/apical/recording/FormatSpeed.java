package org.apical.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import org.apical.recording.folder.FolderFormat;
import org.apical.recording.tiff.TiffMovieWriter;

/**
 * Measures how fast one thread reads frames of 512 x 512 uint16 pixels from files just written. The argument is a folder
 * to write them to (1 GB).
 */
public final class FormatSpeed {

	private static final FramePattern PAGES = new FramePattern(512, 512, 1, PixelType.UINT16);
	private static final int FRAMES = 2000;

	private FormatSpeed() {}

	public static void main(final String[] arguments) throws IOException {
		final Path folder = Files.createDirectories(Path.of(arguments[0]));
		final byte[] frame = new byte[2 * PAGES.pixels()];
		new Random(1).nextBytes(frame);
		final Path raw = folder.resolve("frames.raw");
		try (OutputStream out = Files.newOutputStream(raw)) {
			for (int t = 0; t < FRAMES; t++) out.write(frame);
		}
		final Path singles = Files.createDirectories(folder.resolve("singles"));
		for (int t = 0; t < FRAMES; t++) try (TiffMovieWriter writer = new TiffMovieWriter(singles.resolve("img" + t + ".tif"), 512, 512,
			PixelType.UINT16, Sampling.UNKNOWN))
		{
			writer.write(PAGES.frame(0));
		}
		measure("raw", new RawFormat(), raw, OpenOptions.DEFAULT.withRaw(new OpenOptions.RawShape(512, 512, PixelType.UINT16, true, 0)));
		measure("folder of single TIFFs", new FolderFormat(), singles, OpenOptions.DEFAULT);
	}

	private static void measure(final String what, final RecordingFormat format, final Path path, final OpenOptions options)
		throws IOException
	{
		final double[] rates = new double[5];
		double openMillis = 0;
		for (int run = 0; run < rates.length; run++) {
			final long opening = System.nanoTime();
			try (Recording recording = format.open(path, options)) {
				final long start = System.nanoTime();
				openMillis = (start - opening) / 1e6;
				final Movie movie = recording.movie(0, 0);
				final float[] pixels = new float[movie.pixels()];
				for (int t = 0; t < movie.frames(); t++) movie.read(t, pixels);
				rates[run] = movie.frames() / ((System.nanoTime() - start) / 1e9);
			}
		}
		Arrays.sort(rates);
		System.out.printf(Locale.ROOT, "%s: %.0f frames/s (median of 5, %.0f to %.0f), opened in %.0f ms%n", what, rates[2], rates[0],
			rates[4], openMillis);
	}
}

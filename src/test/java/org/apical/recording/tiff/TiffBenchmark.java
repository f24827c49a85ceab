package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.Sampling;

/**
 * Measures how fast TIFF movies are written, opened and read from the system's file cache. Prints a table for
 * {@code docs/benchmarks.md}; that page has the command.
 */
public final class TiffBenchmark {

	private static final int ROUNDS = 5;

	private TiffBenchmark() {}

	public static void main(final String[] arguments) throws IOException {
		final Path folder = Files.createTempDirectory("apical-tiff-benchmark");
		System.out.println("| movie | write, frames/s | read, 1 thread | read, 2 threads |\n|---|---|---|---|");
		try {
			for (final PixelType type : PixelType.values()) measure(folder.resolve(type + ".tif"), 512, 512, type, 2000);
			measureOpening(folder.resolve("long.tif"), 100_000);
		}
		finally {
			Files.deleteIfExists(folder);
		}
	}

	private static void measure(final Path path, final int width, final int height, final PixelType type, final int frames) throws IOException {
		final float[] pixels = noise(width * height);
		double write = 0;
		double one = 0;
		double two = 0;
		try {
			for (int round = 0; round < ROUNDS; round++) {
				final long start = System.nanoTime();
				try (TiffMovieWriter writer = new TiffMovieWriter(path, width, height, type, Sampling.UNKNOWN)) {
					for (int t = 0; t < frames; t++) writer.write(pixels);
				}
				write = Math.max(write, rate(frames, start));
				one = Math.max(one, read(path, 1));
				two = Math.max(two, read(path, 2));
			}
		}
		finally {
			Files.deleteIfExists(path);
		}
		System.out.printf("| %d x %d %s, %d frames | %.0f | %.0f | %.0f |%n", width, height, type, frames, write, one, two);
	}

	private static double read(final Path path, final int threads) throws IOException {
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			final long start = System.nanoTime();
			FrameStream.run(0, movie.frames(), threads, () -> new float[movie.pixels()], movie::read, (t, frame) -> {});
			return rate(movie.frames(), start);
		}
	}

	/** A file whose directories lie between the pixels, so that each has to be looked at. */
	private static void measureOpening(final Path path, final int frames) throws IOException {
		PagedTiff.LITTLE.write(path, new org.apical.recording.FramePattern(16, 16, frames, PixelType.UINT16));
		try {
			double best = Double.POSITIVE_INFINITY;
			for (int round = 0; round < ROUNDS; round++) {
				final long start = System.nanoTime();
				new TiffFormat().open(path, OpenOptions.DEFAULT).close();
				best = Math.min(best, (System.nanoTime() - start) * 1e-9);
			}
			System.out.printf("%nOpening %d pages, each directory before its pixels: %.2f s%n", frames, best);
		}
		finally {
			Files.deleteIfExists(path);
		}
	}

	private static double rate(final int frames, final long startNanos) {
		return frames / ((System.nanoTime() - startNanos) * 1e-9);
	}

	private static float[] noise(final int n) {
		final Random random = new Random(1);
		final float[] pixels = new float[n];
		for (int i = 0; i < n; i++) pixels[i] = 200 + 60 * (float) random.nextGaussian();
		return pixels;
	}
}

package org.apical.recording.tiff;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.apical.recording.FramePattern;
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
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private TiffBenchmark() {}

	public static void main(final String[] arguments) throws IOException {
		final Path folder = Files.createTempDirectory("apical-tiff-benchmark");
		System.out.println("| movie | write | read, 1 thread | read, 2 threads |\n|---|---|---|---|");
		try {
			for (final PixelType type : PixelType.values()) measure(folder.resolve(type + ".tif"), 512, 512, type, 1000);
			measureOpening(folder.resolve("long.tif"), 100_000);
		}
		finally {
			Files.deleteIfExists(folder);
		}
	}

	/** Frames per second by the clock, and by the processor time of the calling thread, which other load does not touch. */
	private record Rate(double clock, double processor) {

		static Rate of(final int frames, final Work work) throws IOException {
			Rate best = new Rate(0, 0);
			for (int round = 0; round < ROUNDS; round++) {
				final long start = System.nanoTime();
				final long busy = THREADS.getCurrentThreadCpuTime();
				work.run();
				best = new Rate(Math.max(best.clock, frames * 1e9 / (System.nanoTime() - start)), Math.max(best.processor, frames * 1e9 / (THREADS
					.getCurrentThreadCpuTime() - busy)));
			}
			return best;
		}

		@Override
		public String toString() {
			return String.format("%.0f (%.0f)", clock, processor);
		}
	}

	private interface Work {
		void run() throws IOException;
	}

	private static void measure(final Path path, final int width, final int height, final PixelType type, final int frames) throws IOException {
		final float[] pixels = noise(width * height);
		try {
			final Rate write = Rate.of(frames, () -> {
				try (TiffMovieWriter writer = new TiffMovieWriter(path, width, height, type, Sampling.UNKNOWN)) {
					for (int t = 0; t < frames; t++) writer.write(pixels);
				}
			});
			final Rate one = Rate.of(frames, () -> read(path, 1));
			final Rate two = Rate.of(frames, () -> read(path, 2));
			System.out.printf("| %d x %d %s, %d frames | %s | %s | %.0f |%n", width, height, type, frames, write, one, two.clock);
		}
		finally {
			Files.deleteIfExists(path);
		}
	}

	private static void read(final Path path, final int threads) throws IOException {
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			FrameStream.run(0, movie.frames(), threads, () -> new float[movie.pixels()], movie::read, (t, frame) -> {});
		}
	}

	/** A file whose directories lie between the pixels, so that each has to be looked at. */
	private static void measureOpening(final Path path, final int frames) throws IOException {
		PagedTiff.LITTLE.write(path, new FramePattern(16, 16, frames, PixelType.UINT16));
		try {
			final Rate rate = Rate.of(frames, () -> new TiffFormat().open(path, OpenOptions.DEFAULT).close());
			System.out.printf("%nOpening %d pages, each directory before its pixels: %.2f s%n", frames, frames / rate.clock);
		}
		finally {
			Files.deleteIfExists(path);
		}
	}

	private static float[] noise(final int n) {
		final Random random = new Random(1);
		final float[] pixels = new float[n];
		for (int i = 0; i < n; i++) pixels[i] = 200 + 60 * (float) random.nextGaussian();
		return pixels;
	}
}

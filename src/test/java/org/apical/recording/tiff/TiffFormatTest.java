package org.apical.recording.tiff;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.FramePattern;
import org.apical.recording.RecordingFormat;
import org.apical.recording.RecordingFormatContract;
import org.apical.recording.Sampling;

/** Movies as {@link TiffMovieWriter} writes them: all pixels in one run, all but the first directory behind them. */
public class TiffFormatTest extends RecordingFormatContract {

	@Override
	protected RecordingFormat format() {
		return new TiffFormat();
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		final Path path = folder.resolve("movie.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(path, pages.width(), pages.height(), pages.type(), new Sampling(20, 0.5, 0.5))) {
			for (int t = 0; t < pages.frames(); t++) writer.write(pages.frame(t));
		}
		return path;
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		final long frameBytes = (long) pages.pixels() * pages.type().bytes();
		try (RandomAccessFile file = new RandomAccessFile(recording.toFile(), "rw")) {
			file.setLength(1024 + whole * frameBytes + frameBytes / 2);
		}
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		return Files.createFile(folder.resolve("empty.tif"));
	}

	/** A whole header whose first directory lies far behind the end of the file. */
	@Override
	protected Path writeLying(final Path folder) throws IOException {
		return Files.write(folder.resolve("lying.tif"), new byte[] { 'I', 'I', 42, 0, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 0 });
	}
}

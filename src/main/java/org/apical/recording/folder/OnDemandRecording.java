package org.apical.recording.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;
import org.apical.recording.Sampling;

/** One of very many files: it is opened for its metadata, closed, and opened again for each frame that is read. */
final class OnDemandRecording implements Recording {

	private final RecordingFormat format;
	private final Path file;
	private final OpenOptions options;
	private final String name;
	private final List<String> warnings;
	private final Part[][] parts;
	private volatile boolean closed;

	OnDemandRecording(final RecordingFormat format, final Path file, final OpenOptions options) throws IOException {
		this.format = format;
		this.file = file;
		this.options = options;
		try (Recording recording = format.open(file, options)) {
			name = recording.name();
			warnings = recording.warnings();
			parts = new Part[recording.planes()][recording.channels()];
			for (int p = 0; p < parts.length; p++) for (int c = 0; c < parts[p].length; c++) parts[p][c] = new Part(p, c, recording.movie(p, c));
		}
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public int planes() {
		return parts.length;
	}

	@Override
	public int channels() {
		return parts[0].length;
	}

	@Override
	public Movie movie(final int plane, final int channel) {
		return parts[plane][channel];
	}

	@Override
	public List<String> warnings() {
		return warnings;
	}

	@Override
	public void close() {
		closed = true;
	}

	private final class Part implements Movie {

		private final int plane;
		private final int channel;
		private final int width;
		private final int height;
		private final PixelType type;
		private final Sampling sampling;
		private final double[] seconds;

		Part(final int plane, final int channel, final Movie movie) {
			this.plane = plane;
			this.channel = channel;
			width = movie.width();
			height = movie.height();
			type = movie.pixelType();
			sampling = movie.sampling();
			seconds = new double[movie.frames()];
			for (int t = 0; t < seconds.length; t++) seconds[t] = movie.timeSeconds(t);
		}

		@Override
		public int width() {
			return width;
		}

		@Override
		public int height() {
			return height;
		}

		@Override
		public int frames() {
			return seconds.length;
		}

		@Override
		public PixelType pixelType() {
			return type;
		}

		@Override
		public Sampling sampling() {
			return sampling;
		}

		@Override
		public void read(final int frame, final float[] into) throws IOException {
			Objects.checkIndex(frame, seconds.length);
			if (closed) throw new RecordingException(file + ": the recording has been closed");
			try (Recording recording = format.open(file, options)) {
				final Movie movie = recording.movie(plane, channel);
				if (movie.width() != width || movie.height() != height || movie.frames() < seconds.length) throw new RecordingException(file +
					": has changed since it was opened");
				movie.read(frame, into);
			}
		}

		@Override
		public double timeSeconds(final int frame) {
			return seconds[frame];
		}
	}
}

package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apical.recording.DerivedMovie;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.RawFormat;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * The frames that a closed-loop session kept ({@code record.frames: true}), given by the session's folder. Planes are apart
 * already; frame n of a plane is the plane's n-th in {@code frames.csv}, and all 0 where the disk did not keep up.
 */
@Plugin(type = RecordingFormat.class, name = "session", priority = Priority.HIGH)
public final class SessionFramesFormat implements RecordingFormat {

	@Override
	public boolean canOpen(final Path path) {
		return Files.exists(path.resolve("session.json")) && Files.exists(new BciFolder(path).frames(0));
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		final BciFolder folder = new BciFolder(path);
		final BciFolder.Shape shape = folder.shape();
		final double rate = Double.isNaN(options.rateHz()) && shape.rateHz() > 0 ? shape.rateHz() : options.rateHz();
		if (shape.planes() == 1) return new RawFormat().open(folder.frames(0), options.withRate(rate).withRaw(shape.raw()));
		if (options.planes() > 0 && options.planes() != shape.planes()) throw new RecordingException(path + ": holds a session of " + shape
			.planes() + " planes, not " + options.planes());
		final OpenOptions each = OpenOptions.DEFAULT.withRate(rate).withPixelSize(options.pixelSizeUm()).withRaw(shape.raw());
		final List<Recording> planes = new ArrayList<>();
		try {
			for (int p = 0; p < shape.planes(); p++) planes.add(new RawFormat().open(folder.frames(p), each));
			return new Planes(path.getFileName().toString(), planes);
		}
		catch (final IOException e) {
			for (final Recording plane : planes) plane.close();
			throw e;
		}
	}

	private record Planes(String name, List<Recording> each) implements Recording {

		@Override
		public int planes() {
			return each.size();
		}

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public Movie movie(final int plane, final int channel) {
			return new Part(each.get(plane).movie(0, channel), each.stream().mapToInt(r -> r.movie(0, 0).frames()).min().orElseThrow());
		}

		@Override
		public List<String> warnings() {
			return each.stream().flatMap(r -> r.warnings().stream()).toList();
		}

		@Override
		public void close() throws IOException {
			for (final Recording plane : each) plane.close();
		}
	}

	/** A plane without a last frame that the planes recorded after it do not have any more. */
	private static final class Part extends DerivedMovie {

		private final Movie whole;
		private final int frames;

		Part(final Movie whole, final int frames) {
			super(whole);
			this.whole = whole;
			this.frames = frames;
		}

		@Override
		public int frames() {
			return frames;
		}

		@Override
		public void read(final int frame, final float[] into) throws IOException {
			whole.read(Objects.checkIndex(frame, frames), into);
		}
	}
}

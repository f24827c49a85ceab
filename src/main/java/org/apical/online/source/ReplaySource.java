package org.apical.online.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * A recording as if it were being made now: at its own pace, faster or slower, or as fast as it is taken. Its own metadata
 * tell planes and channels, unless the settings do.
 */
@Plugin(type = FrameSource.class, name = "replay")
public final class ReplaySource extends AbstractFrameSource {

	/** Sleeping is coarse; the rest is waited for awake. */
	private static final long AWAKE_NANOS = 200_000;
	private static final long TICK_NANOS = 100_000_000;

	@Parameter
	private RecordingService recordings;

	private volatile Recording recording;
	private Movie[] movies;
	private double speed;
	private long startNanos;
	private long next;

	public ReplaySource() {
		super("replay", List.of("path", "speed", "rate"));
	}

	@Override
	protected Opening prepare(final SourceSettings settings) throws IOException {
		speed = settings.number("speed", 1, 0, 1e6);
		final OpenOptions options = new OpenOptions(null, settings.integer("planes", 0, 0, 1024), settings.integer("channels", 0, 0, 64), settings
			.number("rate", Double.NaN, 1e-6, 1e6), Double.NaN, null);
		final Path path = settings.path("path");
		return () -> open(path, options);
	}

	private void open(final Path path, final OpenOptions options) throws IOException {
		final Recording opened = recordings.open(path, options);
		recording = opened;
		movies = new Movie[opened.planes() * opened.channels()];
		for (int i = 0; i < movies.length; i++) movies[i] = opened.movie(i / opened.channels(), i % opened.channels());
		final Movie first = movies[0];
		if (speed > 0 && Double.isNaN(first.timeSeconds(first.frames() - 1))) throw new SourceException(opened.name() +
			" does not say its frame rate; set rate (Hz, of one plane), or speed to 0 for as fast as possible");
		intake().announce(new SourceGeometry(first.width(), first.height(), first.pixelType(), opened.planes(), opened.channels()));
		for (final String warning : opened.warnings()) intake().tell(warning);
	}

	@Override
	protected boolean receive(final LiveFrame into) throws IOException, InterruptedException {
		final int volume = (int) (next / movies.length);
		final int kind = (int) (next % movies.length);
		if (volume >= movies[0].frames()) return false;
		final SourceGeometry geometry = intake().geometry();
		final int plane = kind / geometry.channels();
		into.resize(geometry.width(), geometry.height());
		movies[kind].read(volume, into.pixels());
		final double seconds = seconds(volume, plane);
		if (!waitUntil(seconds)) return false;
		into.label(next, plane, kind % geometry.channels(), seconds, System.nanoTime());
		next++;
		return true;
	}

	/** Planes follow each other at equal times within a volume, except that a recording may know better. */
	private double seconds(final int volume, final int plane) {
		final Movie movie = movies[plane * intake().geometry().channels()];
		final double seconds = movie.timeSeconds(volume);
		final boolean apart = plane == 0 || seconds > movies[0].timeSeconds(volume);
		return apart ? seconds : seconds + plane / (movie.sampling().rateHz() * intake().geometry().planes());
	}

	private boolean waitUntil(final double seconds) throws InterruptedException {
		if (next == 0) startNanos = System.nanoTime();
		if (speed == 0) return !isClosed();
		final long due = startNanos + (long) (1e9 * seconds / speed);
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			if (isClosed()) return false;
			Patience.pause(left > AWAKE_NANOS ? Math.min(left - AWAKE_NANOS, TICK_NANOS) : 0);
		}
		return true;
	}

	@Override
	protected void stop() {
		final Recording open = recording;
		if (open == null) return;
		try {
			open.close();
		}
		catch (final IOException e) {
			intake().tell(open.name() + " could not be closed: " + e.getMessage());
		}
	}
}

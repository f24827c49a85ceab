package org.apical.online.source;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A source that has to be asked again and again, such as a file or shared memory. The setting {@code poll_us} says how often. */
public abstract class PolledSource extends AbstractFrameSource {

	private final int usualPollMicros;
	private long pauseNanos;
	private volatile PolledFrames frames;

	/**
	 * @param settings keys of those it has beside the ones of all polled sources
	 * @param usualPollMicros how long to pause between two looks, unless the user says otherwise, µs
	 */
	protected PolledSource(final String key, final List<String> settings, final int usualPollMicros) {
		super(key, Stream.concat(settings.stream(), Stream.of("poll_us")).toList());
		this.usualPollMicros = usualPollMicros;
	}

	/** Where the frames appear. It need not be there yet; nothing is opened before it is looked at. */
	protected abstract PolledFrames frames(SourceSettings settings) throws IOException;

	@Override
	protected final Opening prepare(final SourceSettings settings) throws IOException {
		pauseNanos = TimeUnit.MICROSECONDS.toNanos(settings.integer("poll_us", usualPollMicros, 0, 500_000));
		final PolledFrames place = frames(settings);
		return () -> frames = place;
	}

	@Override
	protected final boolean receive(final LiveFrame into) throws IOException, InterruptedException {
		while (!isClosed()) {
			final Arrival arrival = frames.look(into);
			if (arrival != Arrival.NOTHING) return arrival == Arrival.FRAME;
			if (patience().isExhausted()) return false;
			Patience.pause(pauseNanos);
		}
		return false;
	}

	@Override
	protected final void stop() {
		final PolledFrames open = frames;
		if (open == null) return;
		try {
			open.close();
		}
		catch (final IOException e) {
			intake().tell("Could not be closed: " + e.getMessage());
		}
	}
}

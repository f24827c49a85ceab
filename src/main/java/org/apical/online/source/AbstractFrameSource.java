package org.apical.online.source;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apical.recording.PixelType;

/** What all sources have in common: counting, the order of frames, patience, and that they can be closed at any time. */
public abstract class AbstractFrameSource implements FrameSource {

	private static final List<String> COMMON = List.of("width", "height", "type", "planes", "channels", "flyback", "order", "timeout_s");

	private final String key;
	private final List<String> known = new ArrayList<>();
	private Consumer<String> log = line -> {};
	private volatile Intake intake;
	private volatile boolean closed;
	private Patience patience;

	/**
	 * @param key of the plug-in
	 * @param settings keys of those it has beside the ones of all sources
	 */
	protected AbstractFrameSource(final String key, final List<String> settings) {
		this.key = key;
		known.addAll(settings);
		known.addAll(COMMON);
	}

	/** Opens what was prepared; what it has taken is given back by {@link #stop}, also after an error. */
	protected interface Opening {

		void open() throws IOException;
	}

	/**
	 * Takes in what the settings say about what is particular to the source. Takes nothing that would have to be given back.
	 *
	 * @return what is left to do
	 */
	protected abstract Opening prepare(SourceSettings settings) throws IOException;

	/**
	 * Waits for a frame and fills in its pixels and the sender's own number, plane and channel; the number is from 0 and
	 * counts planes and channels too.
	 *
	 * @return false where no more will come
	 */
	protected abstract boolean receive(LiveFrame into) throws IOException, InterruptedException;

	/** Frees everything, so that a waiting {@link #receive} ends. From any thread, more than once, also if never started. */
	protected abstract void stop();

	@Override
	public final void listen(final Consumer<String> listener) {
		log = listener;
	}

	@Override
	public final void check(final SourceSettings settings) throws IOException {
		takeIn(settings);
	}

	private Opening takeIn(final SourceSettings settings) throws IOException {
		settings.requireOnly(key, known);
		patience = new Patience(settings.number("timeout_s", 60, 0, 1e6));
		final FrameOrder order = FrameOrder.of(settings);
		intake = new Intake(log, order, geometry(settings, order));
		return prepare(settings);
	}

	@Override
	public final void open(final SourceSettings settings) throws IOException {
		try {
			takeIn(settings).open();
		}
		catch (final IOException | RuntimeException e) {
			close();
			throw e;
		}
	}

	private static SourceGeometry geometry(final SourceSettings settings, final FrameOrder order) throws SourceException {
		if (!settings.has("width") && !settings.has("height")) return null;
		final int width = settings.integer("width", 1, SourceGeometry.MOST_PIXELS);
		final int height = settings.integer("height", 1, SourceGeometry.MOST_PIXELS);
		if (!SourceGeometry.isPossible(width, height)) throw new SourceException("A frame cannot have " + width + " x " + height + " pixels");
		return new SourceGeometry(width, height, settings.choice("type", PixelType.UINT16), order.planes(), order.channels());
	}

	@Override
	public final boolean next(final LiveFrame into) throws IOException, InterruptedException {
		try {
			while (!closed && receive(into)) {
				final long ours = intake.tally().accept(into.number());
				if (ours >= 0) patience.renew();
				else if (patience.isExhausted()) return false;
				if (ours < 0 || into.plane() >= intake.geometry().planes()) continue;
				into.label(ours, into.plane(), into.channel(), into.deviceTimeS(), into.arrivalNanos());
				intake.tally().delivered();
				return true;
			}
			return false;
		}
		catch (final ClosedByInterruptException e) {
			Thread.interrupted();
			throw (InterruptedException) new InterruptedException().initCause(e);
		}
		catch (final IOException e) {
			if (closed) return false;
			throw e;
		}
	}

	protected final Intake intake() {
		return intake;
	}

	protected final Patience patience() {
		return patience;
	}

	protected final boolean isClosed() {
		return closed;
	}

	@Override
	public final SourceCounts counts() {
		final Intake opened = intake;
		return opened == null ? SourceCounts.NONE : opened.tally().counts();
	}

	@Override
	public final SourceGeometry geometry() {
		final Intake opened = intake;
		return opened == null ? null : opened.geometry();
	}

	@Override
	public final void close() {
		closed = true;
		stop();
	}
}

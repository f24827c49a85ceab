package org.apical.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.apical.online.ClosedLoop;
import org.apical.online.PlaneSetup;
import org.apical.online.Preparation;
import org.apical.online.record.FrameStore;
import org.apical.online.source.LiveFrame;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingService;

/**
 * Takes the day's first frames as a sample, learns from it on a thread of its own while frames go on coming, and then hands
 * the loop over.
 */
final class LivePreparation implements Preparation {

	/** Makes the loop once the planes are known. */
	interface Maker {
		ClosedLoop make(List<PlaneSetup> planes) throws IOException;
	}

	private final BciFolder folder;
	private final BciSetup setup;
	private final RecordingService recordings;
	private final int planes;
	private final int frames;
	private final double rateHz;
	private final FrameStore[] stores;
	private final Maker maker;
	private final boolean waits;
	private final Consumer<String> log;
	private final long[] taken;
	private CompletableFuture<Ready> learning;

	/**
	 * @param stores empty, one a plane
	 * @param frames of each plane to learn from
	 * @param waits whether frames wait meanwhile, which those of a rehearsal can
	 */
	LivePreparation(final BciFolder folder, final BciSetup setup, final RecordingService recordings, final FrameStore[] stores,
		final int frames, final double rateHz, final boolean waits, final Maker maker, final Consumer<String> log)
	{
		this.waits = waits;
		this.folder = folder;
		this.setup = setup;
		this.recordings = recordings;
		this.stores = stores;
		planes = stores.length;
		taken = new long[planes];
		this.frames = frames;
		this.rateHz = rateHz;
		this.maker = maker;
		this.log = log;
	}

	@Override
	public Ready look(final LiveFrame frame) throws IOException {
		if (learning == null) {
			final int plane = frame.plane();
			if (taken[plane] < frames) taken[plane] = Math.max(taken[plane], stores[plane].offer(frame.pixels()) + 1);
			requireKept(stores[plane]);
			for (final long n : taken) if (n < frames) return null;
			log.accept("Sample taken; learning the template and the ROIs' traces");
			learning = CompletableFuture.supplyAsync(this::learn, task -> {
				final Thread thread = new Thread(task, "apical-setup");
				thread.setDaemon(true);
				thread.start();
			});
		}
		if (!waits && !learning.isDone()) return null;
		try {
			return learning.get();
		}
		catch (final ExecutionException e) {
			throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(String.valueOf(e.getCause()
				.getMessage()), e);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private Ready learn() {
		try {
			for (final FrameStore store : stores) {
				store.close();
				requireKept(store);
			}
			return ready(folder, setup, recordings, planes, rateHz, maker, folder.path(), log);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void requireKept(final FrameStore store) throws IOException {
		if (store.failure() != null) throw new IOException("Without the day's sample there is no session: " + store.failure());
	}

	/**
	 * What the sample in the folder leads to.
	 *
	 * @param overlays folder for pictures of the planes' alignment; null for none
	 */
	static Ready ready(final BciFolder folder, final BciSetup setup, final RecordingService recordings, final int planes,
		final double rateHz, final Maker maker, final Path overlays, final Consumer<String> log) throws IOException
	{
		final List<Recording> open = new ArrayList<>();
		try {
			for (int p = 0; p < planes; p++) open.add(folder.open(recordings, folder.sample(p), rateHz));
			final List<Movie> samples = folder.samples(open);
			final List<PlaneSetup> learnt = setup.planes(samples, overlays, Progress.NONE);
			setup.notes().forEach(log);
			return new Ready(maker.make(learnt), learnt);
		}
		finally {
			for (final Recording recording : open) recording.close();
		}
	}
}

package org.apical.recording;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs a job on every frame of a movie with a bounded number of threads and hands the results on in frame order.
 *
 * <p>Memory does not grow with the movie: a fixed ring of work slots is made once and used again. A slot is whatever
 * one frame's job needs (buffers, an estimator of its own); it belongs to one thread at a time.
 */
public final class FrameStream {

	/** The part that runs in parallel: reads and works on one frame, leaving the result in its slot. */
	public interface Job<S> {
		void run(int frame, S slot) throws IOException;
	}

	/** The part that runs in frame order, one frame at a time, on the calling thread. */
	public interface Sink<S> {
		void accept(int frame, S slot) throws IOException;
	}

	private FrameStream() {}

	/** The number of threads to use where the user gave none: all processors. */
	public static int defaultThreads() {
		return Runtime.getRuntime().availableProcessors();
	}

	/**
	 * @param first first frame
	 * @param end frame after the last
	 * @param threads 1 or more; with 1 everything runs on the calling thread
	 * @param slots makes the work slots, at most {@code 2 * threads + 1} of them
	 * @throws IOException what a job or the sink threw
	 * @throws CancellationException where the calling thread was interrupted or the sink cancelled; running jobs have ended
	 */
	public static <S> void run(final int first, final int end, final int threads, final Supplier<S> slots, final Job<S> job,
		final Sink<S> sink) throws IOException
	{
		if (threads <= 1) {
			final S slot = slots.get();
			for (int t = first; t < end; t++) {
				if (Thread.interrupted()) throw new CancellationException("Interrupted");
				job.run(t, slot);
				sink.accept(t, slot);
			}
			return;
		}
		final ExecutorService pool = Executors.newFixedThreadPool(threads, r -> {
			final Thread thread = new Thread(r, "apical-frames");
			thread.setDaemon(true);
			return thread;
		});
		final ArrayDeque<S> free = new ArrayDeque<>();
		final int depth = Math.min(2 * threads + 1, Math.max(1, end - first));
		for (int i = 0; i < depth; i++) free.add(slots.get());
		final ArrayDeque<Future<S>> running = new ArrayDeque<>();
		try {
			int next = first;
			for (int t = first; t < end; t++) {
				while (next < end && !free.isEmpty()) {
					final int frame = next++;
					final S slot = free.poll();
					running.add(pool.submit(() -> {
						job.run(frame, slot);
						return slot;
					}));
				}
				final S done = running.poll().get();
				sink.accept(t, done);
				free.add(done);
			}
		}
		catch (final InterruptedException e) {
			throw (CancellationException) new CancellationException("Interrupted").initCause(e);
		}
		catch (final ExecutionException e) {
			throw rethrow(e.getCause());
		}
		finally {
			running.forEach(f -> f.cancel(false));
			stop(pool);
		}
	}

	/**
	 * Waits for jobs under way, so that nobody touches a slot or a file after {@link #run} has returned. They are not
	 * interrupted: an interrupt in the middle of a read would close the file's channel for everybody.
	 */
	private static void stop(final ExecutorService pool) {
		pool.shutdown();
		boolean interrupted = false;
		while (true) {
			try {
				if (pool.awaitTermination(1, TimeUnit.MINUTES)) break;
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}

	private static IOException rethrow(final Throwable cause) {
		if (cause instanceof IOException e) return e;
		if (cause instanceof RuntimeException e) throw e;
		if (cause instanceof Error e) throw e;
		return new IOException(cause);
	}
}

package org.apical.online;

import java.io.IOException;

import org.apical.online.source.FrameSource;

/**
 * Frames of a source read by several threads and settled in the order in which they came. Whoever is free waits for the next
 * frame, reads it, and settles it when its turn has come (leader and followers; Schmidt et al. 2000): a frame changes no
 * thread on its way, which would cost time, and while one is being read the next can already come.
 *
 * <p>Costs no allocation per frame.
 */
final class FrameLanes {

	/** What is done with a frame. */
	interface Work {

		/** May run beside others; must depend on the frame alone. */
		void read(Lane lane) throws IOException;

		/** One frame after the other, in their order. @return whether more frames are wanted */
		boolean settle(Lane lane) throws IOException;
	}

	private final FrameSource source;
	private final int channel;
	private final Work work;
	/** Its monitor is held by who waits for a frame. */
	private final Object receiving = new Object();
	private long received;
	private boolean exhausted;
	/** Its monitor guards what follows. */
	private final Object turns = new Object();
	private long settled;
	private volatile boolean ended;
	private Throwable failure;

	/**
	 * @param source open
	 * @param channel to read, from 0; frames of others are passed over
	 */
	FrameLanes(final FrameSource source, final int channel, final Work work) {
		this.source = source;
		this.channel = channel;
		this.work = work;
	}

	/**
	 * Runs until the source ends, no more frames are wanted, or something fails; the source is then closed.
	 *
	 * @param lanes number of threads
	 */
	void run(final int lanes) throws IOException, InterruptedException {
		final Thread[] threads = new Thread[lanes];
		for (int i = 0; i < lanes; i++) {
			threads[i] = new Thread(this::drive, "apical-frames-" + (i + 1));
			threads[i].setDaemon(true);
			threads[i].start();
		}
		try {
			for (final Thread thread : threads) thread.join();
		}
		finally {
			end(null);
		}
		if (failure instanceof InterruptedException e) throw e;
		if (failure instanceof IOException e) throw e;
		if (failure instanceof RuntimeException e) throw e;
		if (failure instanceof Error e) throw e;
	}

	private void drive() {
		final Lane lane = new Lane();
		try {
			for (long number = receive(lane); number >= 0; number = receive(lane)) {
				work.read(lane);
				if (!await(number)) return;
				if (work.settle(lane)) pass();
				else end(null);
			}
		}
		catch (final IOException | InterruptedException | RuntimeException | Error e) {
			end(e);
		}
	}

	/** @return the frame's place in the order; -1 where no more will come */
	private long receive(final Lane lane) throws IOException, InterruptedException {
		synchronized (receiving) {
			while (!ended && !exhausted) {
				exhausted = !source.next(lane.frame);
				if (exhausted || lane.frame.channel() != channel) continue;
				lane.renew();
				return received++;
			}
			return -1;
		}
	}

	/** @return whether the frame may be settled */
	private boolean await(final long number) throws InterruptedException {
		synchronized (turns) {
			while (settled != number && !ended) turns.wait();
			return !ended;
		}
	}

	private void pass() {
		synchronized (turns) {
			settled++;
			turns.notifyAll();
		}
	}

	private void end(final Throwable why) {
		synchronized (turns) {
			if (failure == null) failure = why;
			ended = true;
			turns.notifyAll();
		}
		source.close();
	}
}

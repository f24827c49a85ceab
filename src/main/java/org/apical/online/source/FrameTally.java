package org.apical.online.source;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts the frames of a source and keeps them in order by the sender's numbers. One thread counts, any may look.
 */
public final class FrameTally {

	/** How far back a frame may come late or doubled; one further back means that the sender counts from anew. */
	private static final int WINDOW = 1024;
	/** So many frames at once are lost by no microscope: the sender counts otherwise, or its number is damaged. */
	private static final long LEAP = 1L << 30;

	private final AtomicLong frames = new AtomicLong();
	private final AtomicLong lost = new AtomicLong();
	private final AtomicLong doubled = new AtomicLong();
	private final AtomicLong late = new AtomicLong();
	private final AtomicLong cutOff = new AtomicLong();
	private final AtomicLong reconnects = new AtomicLong();
	private final Consumer<String> log;
	/** The numbers that came, each at its place modulo the window. */
	private final long[] recent = new long[WINDOW];
	/** The number that is due, in our count. */
	private long due;
	/** From the sender's count to ours. */
	private long offset;
	private boolean started;
	/** The connection is a new one, and it is not known yet whether the sender's count goes on. */
	private boolean returning;

	/** @param log gets a line for each thing that went wrong */
	public FrameTally(final Consumer<String> log) {
		this.log = log;
		Arrays.fill(recent, -1);
	}

	/**
	 * Takes a frame into account.
	 *
	 * @param number the sender's, 0 or more
	 * @return our number, which only rises; -1 where the frame is not to be delivered
	 */
	public long accept(final long number) {
		final long ours = place(number);
		if (ours < due) {
			drop(ours);
			return -1;
		}
		if (ours > due) lose(due, ours - 1);
		see(ours);
		return ours;
	}

	/** An accepted frame was handed on. */
	public void delivered() {
		frames.incrementAndGet();
	}

	private long place(final long number) {
		if (returning) settle(number + offset >= due);
		final long ahead = number + offset - due;
		if (started && (ahead < -WINDOW || ahead > LEAP)) restart();
		if (!started) offset = due == 0 ? 0 : due - number;
		if (!started) due = number + offset;
		started = true;
		return number + offset;
	}

	private void drop(final long ours) {
		if (recent[slot(ours)] == ours) {
			doubled.incrementAndGet();
			log.accept("Frame " + ours + " came twice");
		}
		else {
			late.incrementAndGet();
			log.accept("Frame " + ours + " came behind frame " + (due - 1) + " and was dropped");
		}
	}

	private void lose(final long first, final long last) {
		lost.addAndGet(last - first + 1);
		log.accept(first == last ? "Frame " + first + " was lost" : "Frames " + first + " to " + last + " were lost");
	}

	private void see(final long ours) {
		recent[slot(ours)] = ours;
		due = ours + 1;
	}

	/** Of a number that is below 0 where it lies before the first one that came. */
	private static int slot(final long ours) {
		return (int) Math.floorMod(ours, (long) WINDOW);
	}

	/** A frame that did not come whole, whose number is not known. */
	public void damaged(final String how) {
		cutOff.incrementAndGet();
		log.accept("A frame was dropped: it " + how);
	}

	/** A frame that did not come whole; as its number is known, it is not lost too. */
	public void damaged(final long number, final String how) {
		final long ours = place(number);
		cutOff.incrementAndGet();
		log.accept("Frame " + ours + " was dropped: it " + how);
		if (ours > due) lose(due, ours - 1);
		if (ours >= due) see(ours);
	}

	/** The sender starts anew, from whatever number; ours go on from where they are. */
	public void restart() {
		if (!returning) reconnects.incrementAndGet();
		returning = true;
		settle(false);
	}

	/** The sender is back: where its count has gone on meanwhile frames were lost, else it starts anew. */
	public void reconnect() {
		reconnects.incrementAndGet();
		returning = true;
	}

	private void settle(final boolean goesOn) {
		returning = false;
		started &= goesOn;
		log.accept("The sender " + (goesOn ? "came back" : "started anew") + " behind frame " + (due - 1));
	}

	public SourceCounts counts() {
		return new SourceCounts(frames.get(), lost.get(), doubled.get(), late.get(), cutOff.get(), reconnects.get());
	}
}

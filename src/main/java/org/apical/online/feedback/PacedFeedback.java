package org.apical.online.feedback;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.apical.online.task.TaskState;

/**
 * Feedback with a thread of its own. {@link #show} lays down what holds and returns; the thread takes the newest and
 * presents it at its own pace, and what came between is never presented. So a screen, a loudspeaker or a network that is
 * slow, or hangs, costs the loop nothing. Three moments take turns: one is written, one lies in the slot, one is presented.
 */
public abstract class PacedFeedback implements Feedback {

	/** What holds at a frame. Belongs to {@link #present} until that returns. */
	public static final class Moment {

		/** Angle of the grating, deg; NaN where none is shown. */
		public double angleDeg = Double.NaN;
		/** Readout as it was judged; NaN where it is not known. */
		public double x = Double.NaN;
		public TaskState state = TaskState.BLACK;
		private boolean fresh;
	}

	private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
	/** Without a failure for so long, it works again. */
	private static final long SOUND_NANOS = TimeUnit.SECONDS.toNanos(3);
	/** A presentation that takes longer hangs, which a person is told of. */
	private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(2);
	/** A presentation that hangs is left behind after this. */
	private static final long MILLIS_TO_END = 2_000;

	/** Always holds a moment: a fresh one, or the one that the thread gave back for it. */
	private final AtomicReference<Moment> slot = new AtomicReference<>(new Moment());
	private Moment writing = new Moment();
	private Moment presented = new Moment();
	private volatile Consumer<String> log = text -> {};
	private volatile Thread thread;
	private volatile boolean open;
	/** When the presentation under way began; 0 where none is. */
	private volatile long presentingNanos;
	/** Whether it was told that the presentation under way hangs. */
	private boolean toldOfHanging;
	private String failure;
	private long failedNanos;

	/** Takes what is set; touches nothing. */
	protected abstract void configure(FeedbackSettings settings);

	/** Opens what is presented on. */
	protected abstract void begin() throws IOException;

	/** Presents what holds now. On the feedback's thread; may wait. */
	protected abstract void present(Moment moment) throws IOException;

	/** Closes what {@link #begin} opened, whether or not that succeeded; more than once is harmless. */
	protected abstract void end();

	/**
	 * What the thread does while nothing new came; must not take longer than a fraction of a second.
	 *
	 * @throws IOException where what is presented on cannot be used any more
	 */
	protected void rest() throws IOException {
		LockSupport.parkNanos(this, REST_NANOS);
	}

	@Override
	public final void check(final Map<String, String> settings) {
		final FeedbackSettings known = new FeedbackSettings(settings);
		configure(known);
		known.close();
	}

	@Override
	public final void open(final Map<String, String> settings) throws IOException {
		check(settings);
		begin();
		open = true;
		thread = new Thread(this::run, "apical-feedback");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public final void listen(final Consumer<String> listener) {
		log = listener;
	}

	/** Tells a person what went wrong or right again. */
	protected final void say(final String text) {
		log.accept(text);
	}

	/** Whether it was opened and not closed yet. */
	protected final boolean isOpen() {
		return open;
	}

	@Override
	public final void show(final double angleDeg, final double x, final TaskState state) {
		writing.angleDeg = angleDeg;
		writing.x = x;
		writing.state = state;
		writing.fresh = true;
		writing = slot.getAndSet(writing);
		LockSupport.unpark(thread);
		watch();
	}

	/** The presenting thread cannot tell that it hangs, so who shows tells. */
	private void watch() {
		final long since = presentingNanos;
		final boolean hangs = since != 0 && System.nanoTime() - since > HANGS_NANOS;
		if (hangs == toldOfHanging) return;
		toldOfHanging = hangs;
		say(hangs ? "Feedback hangs: what it is sent to or shown on takes nothing for 2 s" : "Feedback goes on");
	}

	private void run() {
		while (open) {
			try {
				if (slot.get().fresh) presentNewest();
				else rest();
			}
			catch (final IOException | RuntimeException e) {
				if (open) failed(String.valueOf(e.getMessage()));
				// what fails at once must not be tried again at once
				LockSupport.parkNanos(this, REST_NANOS);
			}
		}
	}

	private void presentNewest() throws IOException {
		presented.fresh = false;
		presented = slot.getAndSet(presented);
		presentingNanos = System.nanoTime() | 1;
		try {
			present(presented);
		}
		finally {
			presentingNanos = 0;
		}
		recovered();
	}

	private void failed(final String why) {
		failedNanos = System.nanoTime();
		if (why.equals(failure)) return;
		failure = why;
		say(why);
	}

	private void recovered() {
		// UDP hears of a receiver that is missing in every other message only.
		if (failure == null || System.nanoTime() - failedNanos < SOUND_NANOS) return;
		failure = null;
		say("Feedback works again");
	}

	@Override
	public final void close() {
		final boolean opened = open;
		open = false;
		if (opened) LockSupport.unpark(thread);
		end();
		if (!opened) return;
		try {
			thread.join(MILLIS_TO_END);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}

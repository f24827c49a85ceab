package org.apical.online;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apical.online.readout.Populations;
import org.apical.online.record.FrameEntry;
import org.apical.online.source.LiveFrame;
import org.apical.online.task.Calibration;
import org.apical.online.task.TaskState;

/**
 * What a window may look at while the loop runs. One thread writes, one reads; neither waits for the other. Three
 * snapshots take turns: one is written, one lies in the slot, one is being looked at.
 */
public final class LoopStatus {

	/** What is imaged. @param planes all of them in order @param populations of the readout plane's ROIs */
	public record Field(List<PlaneSetup> planes, Populations populations, int readoutPlane) {}

	/** The session at one frame. Belongs to the reader until it takes the next. */
	public static final class Snapshot {

		public long frame;
		public double timeS;
		public int plane;
		/** Null while the session is being set up. */
		public ClosedLoop.Stage stage;
		public boolean paused;
		public TaskState state;
		public int trial = -1;
		public int trials;
		public int hits;
		public double x = Double.NaN;
		public double shown = Double.NaN;
		public double plus = Double.NaN;
		public double minus = Double.NaN;
		public double angleDeg = Double.NaN;
		/** Null before the end of the baseline. */
		public Calibration calibration;
		public double dy;
		public double dx;
		public double correlation;
		public boolean bad;
		private boolean fresh;

		/** Takes over what is known after a frame. @param loop null before frames are judged */
		void describe(final FrameEntry entry, final ClosedLoop loop, final LoopCounts counts) {
			frame = entry.frame;
			timeS = entry.timeS;
			plane = entry.plane;
			stage = loop == null ? null : loop.stage();
			paused = loop != null && loop.isPaused();
			state = entry.state;
			trial = entry.trial;
			trials = counts.trials();
			hits = counts.hits();
			x = entry.x;
			shown = entry.shown;
			angleDeg = entry.angleDeg;
			plus = loop == null ? Double.NaN : loop.plus();
			minus = loop == null ? Double.NaN : loop.minus();
			calibration = loop == null ? null : loop.calibration();
			dy = entry.reading.dy;
			dx = entry.reading.dx;
			correlation = entry.reading.correlation;
			bad = entry.reading.bad;
		}
	}

	/** A frame as it came. */
	public static final class Picture {

		public int plane;
		/** Pixels in a row. */
		public int width;
		public int height;
		/** Row by row. */
		public float[] pixels = new float[0];

		private void copy(final LiveFrame frame) {
			if (pixels.length != frame.pixels().length) pixels = new float[frame.pixels().length];
			System.arraycopy(frame.pixels(), 0, pixels, 0, pixels.length);
			plane = frame.plane();
			width = frame.width();
			height = frame.height();
		}
	}

	/** Empty while the picture is filled, waits to be looked at, or is looked at. */
	private final AtomicReference<Picture> blank = new AtomicReference<>(new Picture());
	private final AtomicReference<Picture> picture = new AtomicReference<>();
	/** Always holds a snapshot: a fresh one, or the one that the reader gave back for it. */
	private final AtomicReference<Snapshot> slot = new AtomicReference<>(new Snapshot());
	private Snapshot writing = new Snapshot();
	private Snapshot reading = new Snapshot();
	private final Recorder latency = new Recorder(1_000L, 100_000_000_000L, 3);
	private final Histogram latencies = new Histogram(3);
	private volatile Field field;
	private volatile String message = "";

	/** The loop's: the snapshot to fill before {@link #publish()}. */
	public Snapshot writing() {
		return writing;
	}

	/** The loop's: puts the filled snapshot into the slot, in place of one that nobody has taken. */
	public void publish() {
		writing.fresh = true;
		writing = slot.getAndSet(writing);
	}

	/** The reader's: the newest snapshot; null where none came since the last. */
	public Snapshot take() {
		if (!slot.get().fresh) return null;
		reading.fresh = false;
		reading = slot.getAndSet(reading);
		return reading;
	}

	/** The loop's: copies a frame for who looks at pictures, unless the last copy was not looked at yet. */
	void show(final LiveFrame frame) {
		final Picture free = blank.getAndSet(null);
		if (free == null) return;
		free.copy(frame);
		picture.set(free);
	}

	/** The reader's: a frame that came since it last looked, if one did. @param viewer must not keep the picture */
	public void look(final Consumer<Picture> viewer) {
		final Picture seen = picture.getAndSet(null);
		if (seen == null) return;
		viewer.accept(seen);
		blank.set(seen);
	}

	/** The loop's: nanoseconds from a frame's last byte until all was handed on. */
	public void took(final long nanos) {
		latency.recordValue(Math.max(1, nanos));
	}

	/** A copy of all that the frames took so far, nanoseconds. From any thread. */
	public Histogram latencies() {
		synchronized (latencies) {
			latencies.add(latency.getIntervalHistogram());
			return latencies.copy();
		}
	}

	/** Null while the session is being set up. */
	public Field field() {
		return field;
	}

	/** The loop's, when it is known. */
	public void show(final Field known) {
		field = known;
	}

	/** The last thing a person should know; never null. */
	public String message() {
		return message;
	}

	/** From any thread. */
	public void say(final String text) {
		message = text;
	}
}

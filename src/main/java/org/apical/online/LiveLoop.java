package org.apical.online;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.apical.online.feedback.Feedback;
import org.apical.online.record.FrameEntry;
import org.apical.online.record.FrameStore;
import org.apical.online.record.Journal;
import org.apical.online.record.JournalEntry;
import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.task.Task;
import org.apical.online.task.TaskState;
import org.apical.reward.RewardDecision;
import org.apical.reward.RewardListener;
import org.apical.reward.SafetyGate;

/**
 * A session from its first frame to its last: takes frames from the source, judges them, asks for rewards, shows, records.
 * One thread runs it; what can wait for others (device, disk, screen) has threads of its own. Once frames are judged, one
 * costs no allocation.
 */
public final class LiveLoop {

	/** Where a session goes on that was killed: number of the next frame and its time. */
	public record Start(long frame, double timeS) {

		public static final Start NEW = new Start(0, 0);
	}

	/** Rewards that came too late because frames stopped coming. */
	private static final String LATE = "frames_stopped";

	private record Command(Operator what, double value) {}

	private final FrameSource source;
	private final int channel;
	private final Preparation preparation;
	private final Journal journal;
	private final List<Feedback> feedbacks;
	private final double rewardUl;
	private final LoopStatus status;
	private final Consumer<String> log;
	private final FrameClock clock;
	private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
	private final LiveFrame frame = new LiveFrame();
	private final FrameEntry unread = new FrameEntry(0);
	private final LoopCounts counts;
	private volatile boolean stopped;
	private volatile long originNanos;
	/** How far the task's time is ahead of the arrivals'. */
	private volatile double aheadS;
	private final double startS;
	private long next;
	private SafetyGate gate;
	private FrameStore[] stores = {};
	private ClosedLoop loop;
	private PlaneReader[] readers;
	private FrameEntry[] entries;
	/** Whether the gate was armed since trials began, or since an emergency stop was released. */
	private volatile boolean armed;

	/**
	 * @param source open
	 * @param channel to read, from 0; frames of others are passed over
	 * @param feedbacks open
	 * @param time which clock counts
	 * @param log is told what a person should know, a line each, on any thread
	 */
	public LiveLoop(final FrameSource source, final int channel, final Preparation preparation, final Journal journal,
		final List<Feedback> feedbacks, final double rewardUl, final FrameClock.Time time, final Start start, final LoopStatus status,
		final LoopCounts counts, final Consumer<String> log)
	{
		this.source = source;
		this.channel = channel;
		this.preparation = preparation;
		this.journal = journal;
		this.feedbacks = List.copyOf(feedbacks);
		this.rewardUl = rewardUl;
		this.status = status;
		this.counts = counts;
		this.log = log;
		clock = new FrameClock(time, start.timeS);
		startS = start.timeS;
		next = start.frame;
		originNanos = System.nanoTime();
	}

	/**
	 * Where the gate's events go into the record.
	 *
	 * @param paid is told every reward that was paid, on the gate's thread
	 */
	public RewardListener listener(final String device, final Runnable paid) {
		return new RewardRecord(this, journal, device, paid);
	}

	/** @param opened not armed yet; the loop arms it when trials begin */
	public void use(final SafetyGate opened) {
		gate = opened;
	}

	/** Keeps the frames as they come. @param planes one store a plane */
	public void keep(final FrameStore[] planes) {
		stores = planes;
	}

	/**
	 * Runs until trials are over, {@link Operator#STOP}, or the source's end. Rewards are disarmed at the end, however it comes.
	 *
	 * @throws IOException with one line for the user where the session could not go on
	 */
	public void run() throws IOException, InterruptedException {
		try {
			boolean first = true;
			while (!stopped && source.next(frame)) {
				if (frame.channel() != channel) continue;
				if (first) begin();
				first = false;
				take();
				if (loop != null && loop.stage() == ClosedLoop.Stage.OVER && loop.reward() == Task.Reward.NONE) break;
			}
		}
		finally {
			if (gate != null) gate.disarm();
		}
		obey();
		if (loop != null && loop.problem() != null) throw new IOException(loop.problem());
	}

	private void begin() {
		originNanos = frame.arrivalNanos() - Math.round(1e9 * startS);
		journal.add(new JournalEntry.Started(startS, System.currentTimeMillis() - (System.nanoTime() - frame.arrivalNanos()) / 1_000_000));
	}

	private void take() throws IOException {
		final double arrivalS = seconds(frame.arrivalNanos());
		final double timeS = clock.next(frame.deviceTimeS(), arrivalS);
		aheadS = timeS - arrivalS;
		if (loop == null) prepare();
		obey();
		final boolean judged = loop != null;
		final FrameEntry entry = judged ? entries[frame.plane()] : unread;
		if (judged) judge(entry, timeS);
		final long done = System.nanoTime();
		if (judged) status.took(done - frame.arrivalNanos());
		entry.frame = next++;
		entry.sourceNumber = frame.number();
		entry.plane = frame.plane();
		entry.judged = judged;
		entry.timeS = timeS;
		entry.deviceTimeS = frame.deviceTimeS();
		entry.arrivalS = arrivalS;
		entry.decisionS = seconds(done);
		if (judged) describe(entry);
		else leaveOpen(entry);
		entry.stored = frame.plane() < stores.length ? stores[frame.plane()].offer(frame.pixels()) : -1;
		journal.add(entry);
		publish(entry);
	}

	private void prepare() throws IOException {
		final Preparation.Ready ready = preparation.look(frame);
		if (ready == null) return;
		loop = ready.loop();
		readers = ready.planes().stream().map(PlaneReader::new).toArray(PlaneReader[]::new);
		status.show(new LoopStatus.Field(ready.planes(), loop.populations(), loop.readoutPlane()));
		entries = ready.planes().stream().map(p -> new FrameEntry(p.rois().size())).toArray(FrameEntry[]::new);
		say("Ready: frames are judged from frame " + next + " on");
	}

	private void judge(final FrameEntry entry, final double timeS) {
		readers[frame.plane()].read(frame.pixels(), entry.reading);
		loop.accept(frame.plane(), next, timeS, entry.reading);
		if (!armed && loop.stage() == ClosedLoop.Stage.TRIALS) {
			armed = true;
			if (gate != null && !gate.isStopped()) gate.arm();
		}
		if (loop.reward() == Task.Reward.DUE && gate != null) gate.request(frame.arrivalNanos(), loop.rewardReason(), loop.rewardTrial(),
			rewardUl);
		else if (loop.reward() == Task.Reward.TOO_LATE) journal.add(new JournalEntry.Asked(timeS, loop.rewardTrial(), loop.rewardReason(), gate == null ? ""
			: gate.device(), 0, rewardUl, LATE));
		for (int i = 0; i < feedbacks.size(); i++) feedbacks.get(i).show(loop.angleDeg(), loop.shown(), loop.state());
	}

	private void describe(final FrameEntry entry) {
		entry.trial = loop.trial();
		entry.state = loop.state();
		entry.x = loop.x();
		entry.shown = loop.shown();
		entry.angleDeg = loop.angleDeg();
		System.arraycopy(loop.dff(entry.plane), 0, entry.dff, 0, entry.dff.length);
	}

	/** A frame of the time before the session is ready. */
	private static void leaveOpen(final FrameEntry entry) {
		entry.trial = -1;
		entry.state = TaskState.BASELINE;
		entry.x = entry.shown = entry.angleDeg = Double.NaN;
		entry.reading.dy = entry.reading.dx = entry.reading.sigma = entry.reading.correlation = Double.NaN;
	}

	private void publish(final FrameEntry entry) {
		final LoopStatus.Snapshot s = status.writing();
		s.frame = entry.frame;
		s.timeS = entry.timeS;
		s.plane = entry.plane;
		s.stage = loop == null ? null : loop.stage();
		s.paused = loop != null && loop.isPaused();
		s.state = entry.state;
		s.trial = entry.trial;
		s.trials = counts.trials();
		s.hits = counts.hits();
		s.x = entry.x;
		s.shown = entry.shown;
		s.angleDeg = entry.angleDeg;
		s.plus = loop == null ? Double.NaN : loop.plus();
		s.minus = loop == null ? Double.NaN : loop.minus();
		s.calibration = loop == null ? null : loop.calibration();
		s.dy = entry.reading.dy;
		s.dx = entry.reading.dx;
		s.correlation = entry.reading.correlation;
		s.bad = entry.reading.bad;
		s.show(frame);
		status.publish();
	}

	/** Does what was asked for since the last frame. */
	private void obey() {
		for (Command c = commands.poll(); c != null; c = commands.poll()) {
			if (loop == null) continue;
			journal.add(new JournalEntry.Told(c.what, c.value));
			loop.apply(c.what, c.value);
			say("Operator: " + c.what.name().toLowerCase(Locale.ROOT) + (c.what == Operator.THRESHOLD ? " " + c.value : ""));
		}
	}

	/** From any thread: takes effect with the next frame; {@link Operator#STOP} also ends a session that waits for frames. */
	public void tell(final Operator what, final double value) {
		commands.add(new Command(what, value));
		if (what != Operator.STOP) return;
		if (gate != null) gate.disarm();
		stopped = true;
		source.close();
	}

	/** From any thread: asks the gate for a reward now. @return what the gate said, null where there is none */
	public RewardDecision rewardNow() {
		return gate == null ? null : gate.request(System.nanoTime(), "manual", -1, rewardUl);
	}

	/** From any thread: disarms the gate and closes the valve at once. The session goes on without rewards. */
	public void emergencyStop() {
		if (gate == null || gate.isStopped()) return;
		gate.emergencyStop();
		say("Emergency stop: no rewards until it is released");
	}

	/** From any thread: ends an emergency stop; the gate is armed again with the next frame of the trials. */
	public void releaseStop() {
		if (gate == null || !gate.isStopped()) return;
		gate.releaseStop();
		armed = false;
		say("Emergency stop released");
	}

	/** What came from the source so far. */
	public SourceCounts counts() {
		return source.counts();
	}

	/** The gate, for its state; null where there is none. */
	public SafetyGate gate() {
		return gate;
	}

	/** Now, on the task's clock. */
	public double nowS() {
		return taskSeconds(System.nanoTime());
	}

	/** A moment of {@link System#nanoTime} on the task's clock, s. */
	double taskSeconds(final long nanos) {
		return seconds(nanos) + aheadS;
	}

	/** A moment of {@link System#nanoTime} as seconds from the arrival of the session's first frame. */
	private double seconds(final long nanos) {
		return (nanos - originNanos) / 1e9;
	}

	/** Tells a person, and the record. From any thread. */
	public void say(final String text) {
		journal.add(new JournalEntry.Note(nowS(), text));
		status.say(text);
		log.accept(text);
	}
}

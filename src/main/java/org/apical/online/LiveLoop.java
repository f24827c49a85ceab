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
import org.apical.reward.RewardListener;
import org.apical.reward.SafetyGate;

/**
 * A session from its first frame to its last: takes frames from the source, judges them, asks for rewards, shows, records.
 * Frames are read by two threads in turn ({@link FrameLanes}) and judged in their order; what can wait for others (device,
 * disk, screen) has threads of its own. Once frames are judged, one costs no allocation.
 */
public final class LiveLoop {

	/** While one frame is read, the next can come. */
	private static final int LANES = 2;

	/** Where a session goes on that was killed: number of the next frame and its time. */
	public record Start(long frame, double timeS) {

		public static final Start NEW = new Start(0, 0);
	}

	private record Command(Operator what, double value) {}

	private final FrameSource source;
	private final int channel;
	private final Preparation preparation;
	private final Journal journal;
	private final List<Feedback> feedbacks;
	private final LoopStatus status;
	private final LoopCounts counts;
	private final Consumer<String> log;
	private final SessionClock clock;
	private final SessionRewards rewards;
	private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
	private long next;
	private boolean begun;
	private FrameStore[] stores = {};
	private ClosedLoop loop;
	/** What frames are read with; null while that is not known yet. */
	private volatile List<PlaneSetup> planes;

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
		this.status = status;
		this.counts = counts;
		this.log = log;
		clock = new SessionClock(time, start.timeS);
		rewards = new SessionRewards(this, journal, rewardUl);
		next = start.frame;
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
		rewards.use(opened);
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
			new FrameLanes(source, channel, new FrameLanes.Work() {

				@Override
				public void read(final Lane lane) {
					final List<PlaneSetup> known = planes;
					if (known != null) lane.read(known);
				}

				@Override
				public boolean settle(final Lane lane) throws IOException {
					take(lane);
					return loop == null || loop.stage() != ClosedLoop.Stage.OVER || loop.reward() != Task.Reward.NONE;
				}
			}).run(LANES);
		}
		finally {
			rewards.disarm();
		}
		obey();
		if (loop != null && loop.problem() != null) throw new IOException(loop.problem());
	}

	private void begin(final LiveFrame first) {
		begun = true;
		clock.begin(first);
		journal.add(new JournalEntry.Started(clock.startS(), System.currentTimeMillis() - (System.nanoTime() - first.arrivalNanos()) /
			1_000_000));
	}

	private void take(final Lane lane) throws IOException {
		final LiveFrame frame = lane.frame;
		if (!begun) begin(frame);
		final double timeS = clock.next(frame);
		if (loop == null) prepare(frame);
		obey();
		// The first one to be judged came before it was known with what.
		if (loop != null && !lane.isRead()) lane.read(planes);
		final FrameEntry entry = lane.entry();
		if (loop != null) judge(frame, entry, timeS);
		final long done = System.nanoTime();
		if (loop != null) status.took(done - frame.arrivalNanos());
		entry.frame = next++;
		entry.sourceNumber = frame.number();
		entry.plane = frame.plane();
		entry.judged = loop != null;
		entry.timeS = timeS;
		entry.deviceTimeS = frame.deviceTimeS();
		entry.arrivalS = clock.seconds(frame.arrivalNanos());
		entry.decisionS = clock.seconds(done);
		if (loop != null) describe(lane);
		else leaveOpen(entry);
		entry.stored = frame.plane() < stores.length ? stores[frame.plane()].offer(frame.pixels()) : -1;
		journal.add(entry);
		status.writing().describe(entry, loop, counts);
		status.publish();
		status.show(frame);
	}

	private void prepare(final LiveFrame frame) throws IOException {
		final Preparation.Ready ready = preparation.look(frame);
		if (ready == null) return;
		loop = ready.loop();
		planes = ready.planes();
		status.show(new LoopStatus.Field(planes, loop.populations(), loop.readoutPlane()));
		say("Ready: frames are judged from frame " + next + " on");
	}

	private void judge(final LiveFrame frame, final FrameEntry entry, final double timeS) {
		loop.accept(frame.plane(), next, timeS, entry.reading);
		rewards.follow(loop, frame.arrivalNanos(), timeS);
		for (int i = 0; i < feedbacks.size(); i++) feedbacks.get(i).show(loop.angleDeg(), loop.shown(), loop.state());
	}

	/** What the device does not wait for. */
	private void describe(final Lane lane) {
		lane.assess();
		final FrameEntry entry = lane.entry();
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
		rewards.disarm();
		source.close();
	}

	/** For what a person does about rewards. */
	public SessionRewards rewards() {
		return rewards;
	}

	/** What came from the source so far. */
	public SourceCounts counts() {
		return source.counts();
	}

	/** Now, on the task's clock. */
	public double nowS() {
		return clock.taskSeconds(System.nanoTime());
	}

	/** A moment of {@link System#nanoTime} on the task's clock, s. */
	double taskSeconds(final long nanos) {
		return clock.taskSeconds(nanos);
	}

	/** Tells a person, and the record. From any thread. */
	public void say(final String text) {
		journal.add(new JournalEntry.Note(nowS(), text));
		status.say(text);
		log.accept(text);
	}
}

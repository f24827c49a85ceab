package org.apical.online;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import org.apical.online.record.FrameEntry;
import org.apical.online.record.JournalEntry;
import org.apical.online.record.JournalFile;
import org.apical.online.task.Task;

/**
 * Runs a recorded session through the loop once more. With the frames themselves every reading and decision is made again and
 * compared bit for bit; without them the recorded readings are judged anew, which leads a loop to where the session stood.
 */
public final class Replay {

	/** Gives the frames of a session as they came. */
	public interface Frames {

		/** @return false where the frame was not kept; its recorded reading is then taken instead */
		boolean read(FrameEntry entry, float[] into) throws IOException;
	}

	/** A frame in which something came out differently. */
	public record Difference(long frame, String what, double recorded, double replayed) {

		@Override
		public String toString() {
			return "frame " + frame + ": " + what + " was " + recorded + ", is " + replayed;
		}
	}

	/**
	 * What a replay found.
	 *
	 * @param frames that were judged
	 * @param unkept of them, whose pixels were not kept
	 * @param next number of the frame after the last
	 * @param lastS time of the last frame, s
	 * @param startedMillis wall clock of frame 0
	 * @param planeFrames number of frames of each plane, judged or not
	 * @param rewards accepted by the gate
	 * @param volumeUl of these, µl
	 * @param differing number of frames with a difference
	 */
	public record Outcome(long frames, long unkept, long next, double lastS, long startedMillis, long[] planeFrames, int rewards,
		double volumeUl, long differing)
	{}

	private static final int MOST_DIFFERENCES = 1000;

	private final ClosedLoop loop;
	private final Frames frames;
	private final PlaneReader[] readers;
	private final FrameReading[] readings;
	private final float[] pixels;
	private final List<Difference> differences = new ArrayList<>();
	private final long[] planeFrames;
	private long judged, unkept, next, differing, startedMillis = -1;
	private double lastS;
	private int rewards;
	private double volumeUl;
	/** What the loop asked for since the last frame's entry, which belongs to the next one's. */
	private int asked;
	private int askedTrial;

	/**
	 * @param loop at its beginning
	 * @param frames null to judge the recorded readings
	 */
	public Replay(final ClosedLoop loop, final List<PlaneSetup> planes, final Frames frames) {
		this.loop = loop;
		this.frames = frames;
		readers = frames == null ? null : planes.stream().map(PlaneReader::new).toArray(PlaneReader[]::new);
		readings = planes.stream().map(p -> new FrameReading(p.rois().size())).toArray(FrameReading[]::new);
		pixels = new float[planes.stream().mapToInt(p -> p.width() * p.height()).max().orElse(0)];
		planeFrames = new long[planes.size()];
	}

	/** @param progress is told the number of each frame */
	public Outcome run(final JournalFile journal, final LongConsumer progress) throws IOException {
		for (JournalEntry entry = journal.next(); entry != null; entry = journal.next()) {
			if (entry instanceof FrameEntry frame) {
				frame(frame);
				progress.accept(frame.frame);
			}
			else if (entry instanceof JournalEntry.Told told) loop.apply(told.command(), told.value());
			else if (entry instanceof JournalEntry.Started started) begin(started);
			else if (entry instanceof JournalEntry.Asked reward) count(reward);
		}
		return new Outcome(judged, unkept, next, lastS, startedMillis, planeFrames, rewards, volumeUl, differing);
	}

	/** The frame for which a reward was asked may have been lost where the program was killed. */
	private void begin(final JournalEntry.Started started) {
		if (startedMillis < 0) startedMillis = started.wallMillis();
		asked = 0;
	}

	private void count(final JournalEntry.Asked reward) {
		if (reward.suppressedBy().isEmpty()) {
			rewards++;
			volumeUl += reward.volumeUl();
		}
		if (reward.reason().equals(SessionRewards.MANUAL)) return;
		asked++;
		askedTrial = reward.trial();
	}

	/** The first differences, in order. */
	public List<Difference> differences() {
		return List.copyOf(differences);
	}

	private void frame(final FrameEntry e) throws IOException {
		next = e.frame + 1;
		lastS = e.timeS;
		if (e.plane < planeFrames.length) planeFrames[e.plane]++;
		if (!e.judged) return;
		judged++;
		final int before = differences.size();
		FrameReading reading = e.reading;
		if (frames != null) {
			if (frames.read(e, pixels)) {
				reading = readings[e.plane];
				readers[e.plane].read(pixels, reading);
				readers[e.plane].assess(pixels, reading);
				compare(e, reading);
			}
			else unkept++;
		}
		loop.accept(e.plane, e.frame, e.timeS, reading);
		compareDecisions(e);
		compareRewards(e);
		if (differences.size() > before) differing++;
	}

	private void compare(final FrameEntry e, final FrameReading now) {
		compare(e, "dy_px", e.reading.dy, now.dy);
		compare(e, "dx_px", e.reading.dx, now.dx);
		compare(e, "correlation", e.reading.correlation, now.correlation);
		compare(e, "bad", e.reading.bad ? 1 : 0, now.bad ? 1 : 0);
		for (int r = 0; r < now.f.length; r++) {
			compare(e, "F of ROI in row " + r, e.reading.f[r], now.f[r]);
			compare(e, "Fneu of ROI in row " + r, e.reading.neuropil[r], now.neuropil[r]);
		}
	}

	private void compareDecisions(final FrameEntry e) {
		compare(e, "state", e.state.ordinal(), loop.state().ordinal());
		compare(e, "trial", e.trial, loop.trial());
		compare(e, "x", e.x, loop.x());
		compare(e, "x_shown", e.shown, loop.shown());
		compare(e, "angle_deg", e.angleDeg, loop.angleDeg());
		final float[] dff = loop.dff(e.plane);
		for (int r = 0; r < dff.length; r++) compare(e, "dF/F0 of ROI in row " + r, e.dff[r], dff[r]);
	}

	private void compareRewards(final FrameEntry e) {
		final boolean due = loop.reward() != Task.Reward.NONE;
		compare(e, "rewards asked for", asked, due ? 1 : 0);
		if (due && asked > 0) compare(e, "trial of the reward", askedTrial, loop.rewardTrial());
		asked = 0;
	}

	private void compare(final FrameEntry e, final String what, final double recorded, final double replayed) {
		if (Double.compare(recorded, replayed) == 0 || differences.size() >= MOST_DIFFERENCES) return;
		differences.add(new Difference(e.frame, what, recorded, replayed));
	}
}

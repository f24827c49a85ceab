package org.apical.session;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apical.online.record.FrameEntry;
import org.apical.online.record.JournalEntry;
import org.apical.online.record.JournalFile;
import org.apical.online.readout.Populations;
import org.apical.online.task.TrialResult;
import org.apical.roi.Roi;

/**
 * The tables that other programs read, made of a session's journal: {@code frames.csv}, {@code trials.csv}, {@code
 * rewards.csv} and {@code populations.csv}. Planes count from 1; what does not apply is an empty cell.
 */
final class BciTables {

	private final List<TrialResult> trials = new ArrayList<>();
	private final List<Payment> payments = new ArrayList<>();
	/** Those accepted since the program last began, by the gate's numbers. */
	private final Map<Long, Payment> bySequence = new HashMap<>();
	private final List<JournalEntry.Threshold> thresholds = new ArrayList<>();
	private final List<String> notes = new ArrayList<>();
	private long startedMillis = -1;
	private long frames;

	/** A request for a reward, and how it ended if it did. */
	private static final class Payment {

		private final JournalEntry.Asked asked;
		private JournalEntry.Ended end;

		Payment(final JournalEntry.Asked asked) {
			this.asked = asked;
		}

		boolean accepted() {
			return asked.suppressedBy().isEmpty();
		}

		boolean ended(final String... outcomes) {
			return end != null && List.of(outcomes).contains(end.outcome());
		}
	}

	/**
	 * Stages the tables in the folder.
	 *
	 * @param populations null where the session ended before they were known
	 * @param rois those of the readout plane, where they lie in the day's field
	 */
	void write(final BciFolder session, final Populations populations, final List<Roi> rois, final ResultFolder to) throws IOException {
		try (JournalFile journal = new JournalFile(session.journal()); BufferedWriter out = Files.newBufferedWriter(to.stage("frames.csv"));
			CSVPrinter table = new CSVPrinter(out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get()))
		{
			table.printRecord("frame", "time_s", "arrival_s", "decision_s", "plane", "trial", "state", "x", "x_shown", "angle_deg", "dy_px",
				"dx_px", "bad");
			for (JournalEntry entry = journal.next(); entry != null; entry = journal.next()) take(entry, table);
		}
		trials().write(to.stage("trials.csv"));
		rewards().write(to.stage("rewards.csv"));
		if (populations == null) return;
		final TableWriter roles = new TableWriter("label", "population", "plane", "y_px", "x_px");
		for (final Roi roi : rois) roles.add(roi.label(), populations.of(roi.label()), roi.plane() + 1, roi.centerY(), roi.centerX());
		roles.write(to.stage("populations.csv"));
	}

	private void take(final JournalEntry entry, final CSVPrinter table) throws IOException {
		if (entry instanceof FrameEntry e) {
			frames++;
			table.printRecord(e.frame, seconds(e.timeS), seconds(e.arrivalS), seconds(e.decisionS), e.plane + 1, e.trial < 0 ? null : e.trial,
				e.state, known(e.x), known(e.shown), known(e.angleDeg), known(e.reading.dy), known(e.reading.dx), e.reading.bad ? 1 : 0);
		}
		else if (entry instanceof JournalEntry.Trial e) trials.add(e.result());
		else if (entry instanceof JournalEntry.Asked e) {
			payments.add(new Payment(e));
			if (e.sequence() > 0) bySequence.put(e.sequence(), payments.get(payments.size() - 1));
		}
		else if (entry instanceof JournalEntry.Ended e && bySequence.containsKey(e.sequence())) bySequence.get(e.sequence()).end = e;
		else if (entry instanceof JournalEntry.Threshold e) thresholds.add(e);
		else if (entry instanceof JournalEntry.Note e) notes.add(seconds(e.timeS()) + " s: " + e.text());
		else if (entry instanceof JournalEntry.Started e) {
			bySequence.clear();
			if (startedMillis < 0) startedMillis = e.wallMillis();
		}
	}

	private TableWriter trials() {
		final TableWriter table = new TableWriter("trial", "start_frame", "end_frame", "start_s", "end_s", "outcome", "hit_frame", "hit_s",
			"reward_s", "reward_ul", "threshold", "condition");
		for (final TrialResult t : trials) {
			final JournalEntry.Asked paid = paid(t.number());
			table.add(t.number(), t.startFrame(), t.endFrame(), seconds(t.startS()), seconds(t.endS()), t.outcome(), t.hitFrame() < 0 ? null : t
				.hitFrame(), seconds(t.hitS()), paid == null ? null : seconds(paid.timeS()), paid == null ? null : paid.volumeUl(), t.threshold(), t
					.condition());
		}
		return table;
	}

	/** The reward of a trial that, as far as is known, was paid; null without one. */
	private JournalEntry.Asked paid(final int trial) {
		for (final Payment p : payments) if (p.asked.trial() == trial && p.accepted() && !p.ended("not_paid")) return p.asked;
		return null;
	}

	private TableWriter rewards() {
		final TableWriter table = new TableWriter("time_s", "trial", "reason", "device", "sequence", "acknowledged_s", "suppressed_by");
		for (final Payment p : payments) {
			final JournalEntry.Asked r = p.asked;
			table.add(seconds(r.timeS()), r.trial() < 0 ? null : r.trial(), r.reason(), r.device(), r.sequence() == 0 ? null : r.sequence(), p
				.ended("paid") ? seconds(p.end.timeS()) : null, p.ended("not_paid", "uncertain") ? p.end.outcome() + ": " + p.end.detail() : r
					.suppressedBy());
		}
		return table;
	}

	/** Times to the microsecond. */
	private static Double seconds(final double s) {
		return Double.isNaN(s) ? null : Math.round(s * 1e6) / 1e6;
	}

	private static Double known(final double value) {
		return Double.isNaN(value) ? null : value;
	}

	List<TrialResult> results() {
		return trials;
	}

	/** Rewards that were paid, as far as their devices tell. */
	long paid() {
		return payments.stream().filter(p -> p.ended("paid", "sent")).count();
	}

	/** The last calibration; null where the baseline did not end. */
	JournalEntry.Threshold threshold() {
		return thresholds.isEmpty() ? null : thresholds.get(thresholds.size() - 1);
	}

	List<String> notes() {
		return notes;
	}

	/** Wall clock of frame 0, milliseconds since 1970; -1 where no frame came. */
	long startedMillis() {
		return startedMillis;
	}

	long frames() {
		return frames;
	}
}

package org.apical.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apical.recording.RecordingException;
import org.apical.signal.FrameLog;
import org.apical.signal.Trial;
import org.apical.signal.TrialState;

/**
 * Reads what the closed loop left behind: {@code frames.csv} and {@code trials.csv}. Needed are {@code frame}, {@code
 * trial}, {@code state} and {@code angle_deg} of the one and {@code trial} and {@code outcome} of the other, so that
 * another program's log can be brought into this form. {@code x_shown} or {@code x}, {@code dy_px}, {@code dx_px}, {@code
 * speed}, {@code threshold} and {@code condition} are used where they are there.
 *
 * @param log of the frames of one plane
 * @param trials in order
 * @param rateHz frames of the plane a second, by the log's clock; NaN where it has none
 */
record TaskLog(FrameLog log, List<Trial> trials, double rateHz) {

	/** A slower clock counts in other units than seconds: events of somas cannot be told apart at such a rate. */
	private static final double SLOWEST_HZ = 0.1;

	/**
	 * @param plane to keep, from 1, where the log holds frames of several
	 * @throws RecordingException where the files cannot be used or do not belong to each other
	 */
	static TaskLog read(final Path framesFile, final Path trialsFile, final int plane) throws RecordingException {
		final List<Trial> trials = trials(trialsFile);
		final Table table = Table.read(framesFile, "frame", "trial", "state", "angle_deg");
		final List<Table.Row> rows = new ArrayList<>();
		for (final Table.Row row : table.rows())
			if (!table.has("plane") || row.integer("plane", plane) == plane) rows.add(row);
		if (rows.isEmpty()) throw new RecordingException(framesFile + ": no frame of plane " + plane);
		final int n = rows.size();
		final int[] trial = new int[n];
		final TrialState[] state = new TrialState[n];
		int last = -1;
		final Set<Integer> known = new HashSet<>();
		trials.forEach(t -> known.add(t.number()));
		for (int i = 0; i < n; i++) {
			final Table.Row row = rows.get(i);
			final int frame = row.integer("frame");
			if (frame <= last) throw row.error("frame", "frame " + frame + " after frame " + last + "; frames must be in order");
			last = frame;
			trial[i] = row.integer("trial", -1);
			if (trial[i] >= 0 && !known.contains(trial[i])) throw row.error("trial", "trial " + trial[i] + " is not in " + trialsFile);
			try {
				state[i] = TrialState.parse(row.text("state"));
			}
			catch (final IllegalArgumentException e) {
				throw row.error("state", e.getMessage());
			}
		}
		final Set<Integer> seen = new HashSet<>();
		for (final int number : trial) seen.add(number);
		for (final Trial t : trials)
			if (t.outcome() != Trial.Outcome.ABORTED && !seen.contains(t.number())) throw new RecordingException(trialsFile + ": trial " + t
				.number() + " ended in a " + t.outcome().name().toLowerCase(Locale.ROOT) + ", but no frame of " + framesFile + " is of it");
		final double[] dy = column(table, rows, "dy_px"), dx = column(table, rows, "dx_px");
		final double[] shift = dy == null || dx == null ? null : new double[n];
		for (int i = 0; shift != null && i < n; i++) shift[i] = Math.hypot(dy[i], dx[i]);
		final double[] readout = table.has("x") ? column(table, rows, "x") : column(table, rows, "x_shown");
		final FrameLog log = new FrameLog(trial, state, column(table, rows, "angle_deg"), readout, shift, column(table, rows,
			"speed"));
		final double rate = rate(column(table, rows, "time_s"));
		if (rate < SLOWEST_HZ) throw new RecordingException(framesFile + ": its column time_s has " + Math.round(1 / rate) +
			" s from frame to frame; it must be in seconds");
		return new TaskLog(log, trials, rate);
	}

	private static List<Trial> trials(final Path file) throws RecordingException {
		final Table table = Table.read(file, "trial", "outcome");
		final List<Trial> trials = new ArrayList<>();
		final Set<Integer> numbers = new HashSet<>();
		for (final Table.Row row : table.rows()) {
			final int number = row.integer("trial");
			if (!numbers.add(number)) throw row.error("trial", "trial " + number + " is there twice");
			try {
				trials.add(new Trial(number, Trial.Outcome.parse(row.text("outcome")), row.finite("threshold"), row.text("condition")));
			}
			catch (final IllegalArgumentException e) {
				throw row.error("outcome", e.getMessage());
			}
		}
		if (trials.isEmpty()) throw new RecordingException(file + ": holds no trial");
		return trials;
	}

	private static double[] column(final Table table, final List<Table.Row> rows, final String name) throws RecordingException {
		if (!table.has(name)) return null;
		final double[] values = new double[rows.size()];
		for (int i = 0; i < values.length; i++) values[i] = rows.get(i).finite(name);
		return values;
	}

	private static double rate(final double[] times) {
		if (times == null || times.length < 2) return Double.NaN;
		final double[] steps = new double[times.length - 1];
		for (int i = 0; i < steps.length; i++) steps[i] = times[i + 1] - times[i];
		Arrays.sort(steps);
		return 1 / steps[steps.length / 2];
	}
}

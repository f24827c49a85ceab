package org.apical.session.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.RecordingException;
import org.apical.session.Table;
import org.apical.session.exchange.hdf5.Hdf5Group;
import org.apical.session.exchange.hdf5.Hdf5Value;

/**
 * What the closed loop did beside its {@linkplain NwbTrials trials}: the readout and the shown angle frame by frame, as
 * behaviour, and the rewards, as intervals from the request to the device's answer.
 */
final class NwbTask {

	private record Column(String name, String of, String unit, String description) {}

	private static final List<Column> SERIES = List.of(new Column("readout", "x", "n.a.", "Readout of the neurons"), new Column("readout_shown",
		"x_shown", "n.a.", "Mean of the last frames' readout, as it is judged"), new Column("angle", "angle_deg", "degrees",
			"Angle of the shown grating; NaN where none is shown"));

	private NwbTask() {}

	/** @param folder with frames.csv and rewards.csv, as far as they are there */
	static void add(final Hdf5Group root, final Path folder) throws RecordingException {
		final Path frames = folder.resolve("frames.csv"), rewards = folder.resolve("rewards.csv");
		if (Files.exists(frames)) frames(root, Table.read(frames, "time_s"));
		if (Files.exists(rewards)) rewards(root.group("intervals").group("rewards"), Table.read(rewards, "time_s"));
	}

	private static void frames(final Hdf5Group root, final Table table) throws RecordingException {
		final String judged = table.has("x") ? "x" : "x_shown";
		if (!table.has(judged)) return;
		final List<Table.Row> rows = new ArrayList<>();
		// Frames of other planes, and those before the neurons were known, have no readout.
		for (final Table.Row row : table.rows()) if (!Double.isNaN(row.number(judged))) rows.add(row);
		if (rows.isEmpty()) return;
		final double[] times = column(rows, "time_s");
		final Hdf5Group module = NwbWriter.typed(root.group("processing").group("behavior"), "core", "ProcessingModule").with("description", Hdf5Value
			.of("What the brain-computer interface read and showed"));
		final Hdf5Group all = NwbWriter.typed(module.group("BehavioralTimeSeries"), "core", "BehavioralTimeSeries");
		for (final Column c : SERIES) {
			if (!table.has(c.of)) continue;
			final Hdf5Group series = NwbWriter.typed(all.group(c.name), "core", "TimeSeries").with("description", Hdf5Value.of(c.description)).with(
				"comments", Hdf5Value.of("no comments"));
			series.dataset("data", Hdf5Value.of(column(rows, c.of))).with("unit", Hdf5Value.of(c.unit)).with("conversion", Hdf5Value.of(1f)).with(
				"offset", Hdf5Value.of(0f)).with("resolution", Hdf5Value.of(-1f));
			series.dataset("timestamps", Hdf5Value.of(times)).with("interval", Hdf5Value.of(1)).with("unit", Hdf5Value.of("seconds"));
		}
	}

	private static void rewards(final Hdf5Group group, final Table table) throws RecordingException {
		final List<Table.Row> rows = table.rows();
		if (rows.isEmpty()) return;
		final double[] asked = column(rows, "time_s"), ended = asked.clone();
		for (int i = 0; table.has("acknowledged_s") && i < ended.length; i++) {
			final double answered = rows.get(i).number("acknowledged_s");
			if (answered > asked[i]) ended[i] = answered;
		}
		final NwbTable rewards = new NwbTable(group, "TimeIntervals", "Rewards that were asked for", NwbTable.ids(rows.size()));
		rewards.column("start_time", "When the reward was asked for, s", Hdf5Value.of(asked));
		rewards.column("stop_time", "When the device had answered, s; the same as its begin where it did not", Hdf5Value.of(ended));
		texts(rewards, table, "reason", "Why it was asked for");
		texts(rewards, table, "device", "Key of the device");
		texts(rewards, table, "suppressed_by", "What kept it from being paid; empty where nothing did");
		rewards.end();
	}

	private static void texts(final NwbTable rewards, final Table table, final String column, final String description) {
		if (table.has(column)) rewards.column(column, description, Hdf5Value.of(table.rows().stream().map(r -> r.text(column)).toList()));
	}

	private static double[] column(final List<Table.Row> rows, final String name) throws RecordingException {
		final double[] values = new double[rows.size()];
		for (int i = 0; i < values.length; i++) values[i] = rows.get(i).number(name);
		return values;
	}
}

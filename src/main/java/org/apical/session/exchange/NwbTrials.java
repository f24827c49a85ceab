package org.apical.session.exchange;

import java.nio.file.Path;
import java.util.List;

import org.apical.recording.RecordingException;
import org.apical.session.Table;
import org.apical.session.exchange.hdf5.Hdf5Group;
import org.apical.session.exchange.hdf5.Hdf5Value;

/** The task's trials as a {@code TimeIntervals} table of NWB. */
final class NwbTrials {

	private record Column(String name, String of, String description) {}

	private static final List<Column> NUMBERS = List.of(new Column("start_time", "start_s", "Begin of the trial, s"), new Column("stop_time",
		"end_s", "End of the trial, s"), new Column("hit_time", "hit_s", "When the threshold was reached, s; NaN: it was not"), new Column(
			"reward_time", "reward_s", "When the reward was given, s; NaN: none was"), new Column("reward_ul", "reward_ul", "Volume of the reward, µl"),
		new Column("threshold", "threshold", "Threshold of the readout"));

	private static final List<Column> TEXTS = List.of(new Column("outcome", "outcome", "hit, miss or aborted"), new Column("condition", "condition",
		"Condition of the trial; empty where there are none"));

	private NwbTrials() {}

	/** @param file trials.csv of the task */
	static void add(final Hdf5Group intervals, final Path file) throws RecordingException {
		final Table trials = Table.read(file, "start_s", "end_s");
		final List<Table.Row> rows = trials.rows();
		for (final Table.Row row : rows) for (final String needed : List.of("start_s", "end_s"))
			if (Double.isNaN(row.number(needed))) throw row.error(needed, "is empty, and NWB needs begin and end of each trial");
		final NwbTable table = new NwbTable(intervals.group("trials"), "TimeIntervals", "Trials of the task", NwbTable.ids(rows.size()));
		for (final Column column : NUMBERS) {
			if (!trials.has(column.of)) continue;
			final double[] values = new double[rows.size()];
			for (int i = 0; i < values.length; i++) values[i] = rows.get(i).number(column.of);
			table.column(column.name, column.description, Hdf5Value.of(values));
		}
		for (final Column column : TEXTS) if (trials.has(column.of)) table.column(column.name, column.description, Hdf5Value.of(rows.stream().map(
			r -> r.text(column.of)).toList()));
		table.end();
	}
}

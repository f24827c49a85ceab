package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.RecordingException;
import org.apical.signal.Epoch;
import org.apical.signal.EpochResidual;
import org.apical.signal.Role;

/** The file {@code residuals.csv}: a neuron's mean residual by session and epoch. */
public final class ResidualTable {

	/** The file's name in a result folder. */
	public static final String NAME = "residuals.csv";

	private static final String[] COLUMNS = { "animal", "session", "day", "neuron", "population", "epoch", "n_events",
		"sd_residual_z" };

	private ResidualTable() {}

	/** @return the rows whose epoch is one of {@link Epoch}; a table may hold others */
	public static List<EpochResidual> read(final Path file) throws RecordingException {
		final List<EpochResidual> rows = new ArrayList<>();
		for (final Table.Row row : Table.read(file, COLUMNS).rows()) {
			final Epoch epoch = Epoch.parse(row.text("epoch"));
			if (epoch == null) continue;
			final int events = row.integer("n_events");
			if (events < 0) throw row.error("n_events", "a number of events cannot be negative: " + events);
			rows.add(new EpochResidual(name(row, "animal"), name(row, "session"), row.finite("day"), name(row, "neuron"), role(
				row), epoch, events, row.finite("sd_residual_z")));
		}
		return rows;
	}

	private static String name(final Table.Row row, final String column) throws RecordingException {
		final String name = row.text(column);
		if (name.isEmpty()) throw row.error(column, "no name");
		return name;
	}

	static Role role(final Table.Row row) throws RecordingException {
		try {
			return Role.parse(row.text("population"));
		}
		catch (final IllegalArgumentException e) {
			throw row.error("population", e.getMessage());
		}
	}

	/** Writes the rows. */
	public static void write(final List<EpochResidual> rows, final Path file) throws IOException {
		final TableWriter table = new TableWriter(COLUMNS);
		for (final EpochResidual r : rows) table.add(r.animal(), r.session(), r.day(), r.neuron(), r.role(), r.epoch().label(),
			r.events(), r.z());
		table.write(file);
	}
}

package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.csv.CSVFormat;

/** Makes a CSV table in memory. Numbers are written so that they read back the same; NaN and null are empty cells. */
public final class TableWriter {

	private final List<Object[]> rows = new ArrayList<>();

	public TableWriter(final String... columns) {
		rows.add(columns);
	}

	/** One line, as many cells as there are columns. */
	public TableWriter add(final Object... cells) {
		if (cells.length != rows.get(0).length) throw new IllegalArgumentException(cells.length + " cells for " + rows.get(
			0).length + " columns");
		rows.add(cells);
		return this;
	}

	/** The table as CSV text. */
	public String text() {
		final StringBuilder out = new StringBuilder();
		final CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
		try {
			for (final Object[] row : rows) format.printRecord(out, Arrays.stream(row).map(TableWriter::cell).toArray());
		}
		catch (final IOException e) {
			throw new AssertionError("A StringBuilder does not fail", e);
		}
		return out.toString();
	}

	/** Writes the table to a file. */
	public void write(final Path file) throws IOException {
		Files.writeString(file, text());
	}

	private static Object cell(final Object value) {
		if (value == null || value instanceof Double d && d.isNaN()) return "";
		if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e9) return Long.toString(Math.round(d));
		return value;
	}
}

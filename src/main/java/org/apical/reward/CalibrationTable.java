package org.apical.reward;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A valve's measurements as a table {@code open_ms,pulses,mass_mg}; a mass is filled in when it has been weighed. */
public final class CalibrationTable {

	private static final List<String> COLUMNS = List.of("open_ms", "pulses", "mass_mg");
	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true)
		.setCommentMarker('#').get();

	private CalibrationTable() {}

	/**
	 * @throws IOException where the file cannot be read
	 * @throws IllegalArgumentException with one line that names the file and its line, for a value missing or impossible
	 */
	public static List<ValveMeasurement> read(final Path file) throws IOException {
		final List<ValveMeasurement> measurements = new ArrayList<>();
		try (Reader reader = Files.newBufferedReader(file)) {
			for (final CSVRecord row : FORMAT.parse(reader)) measurements.add(measurement(file, row));
		}
		return measurements;
	}

	private static ValveMeasurement measurement(final Path file, final CSVRecord row) {
		final String place = file + ", measurement " + row.getRecordNumber() + ": ";
		for (final String column : COLUMNS) {
			if (!row.isMapped(column)) throw new IllegalArgumentException(file + " has no column " + column + "; it needs " + String.join(",",
				COLUMNS));
			if (!row.isSet(column) || row.get(column).isEmpty()) throw new IllegalArgumentException(place + column + " is not filled in");
		}
		try {
			return new ValveMeasurement(Double.parseDouble(row.get("open_ms")), Integer.parseInt(row.get("pulses")), Double.parseDouble(row
				.get("mass_mg")));
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(place + "not a number, " + e.getMessage(), e);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(place + e.getMessage(), e);
		}
	}

	/** Adds a row for pulses that are to be weighed; makes the file where there is none. */
	public static void append(final Path file, final double openMs, final int pulses) throws IOException {
		final String header = Files.exists(file) ? "" : String.join(",", COLUMNS) + "\n";
		Files.writeString(file, header + openMs + "," + pulses + ",\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE,
			StandardOpenOption.APPEND);
	}
}

package org.apical.session;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apical.recording.RecordingException;

/**
 * A CSV file with a header line, read by column name. Whatever is wrong with it is one line that names the file, the line
 * and the column.
 */
public final class Table {

	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreEmptyLines(true).get();

	private final Path file;
	private final Map<String, Integer> columns = new LinkedHashMap<>();
	private final List<Row> rows = new ArrayList<>();
	private int width;

	private Table(final Path file) {
		this.file = file;
	}

	/**
	 * @param required columns that must be there
	 * @throws RecordingException where the file is missing, is no table, or lacks a required column
	 */
	public static Table read(final Path file, final String... required) throws RecordingException {
		final Table table = new Table(file);
		try (Reader reader = Files.newBufferedReader(file); CSVParser parser = FORMAT.parse(reader)) {
			for (final CSVRecord record : parser) {
				if (table.columns.isEmpty()) table.header(record);
				else table.rows.add(table.row(record, parser.getCurrentLineNumber()));
			}
		}
		catch (final RecordingException e) {
			throw e;
		}
		catch (final NoSuchFileException e) {
			throw new RecordingException(file + ": no such file", e);
		}
		catch (final CharacterCodingException e) {
			throw new RecordingException(file + ": not a CSV table in UTF-8", e);
		}
		catch (final IOException | java.io.UncheckedIOException e) {
			throw new RecordingException(file + ": cannot be read as a CSV table (" + e.getMessage() + ")", e);
		}
		if (table.columns.isEmpty()) throw new RecordingException(file + ": is empty, expected a header line with " + String
			.join(",", required));
		for (final String column : required)
			if (!table.has(column)) throw new RecordingException(file + ": no column '" + column + "'; it has " + String.join(
				",", table.columns.keySet().stream().sorted().toList()));
		return table;
	}

	/** A line with more cells than the header has a comma too many, as in a number with a decimal comma. */
	private Row row(final CSVRecord record, final long line) throws RecordingException {
		for (int i = width; i < record.size(); i++) if (!record.get(i).isEmpty()) throw new RecordingException(file + ", line " + line +
			": " + record.size() + " values, the header has " + width);
		return new Row(record.values(), line);
	}

	/** Which of two columns of one name was meant cannot be known; columns without a name may be several. */
	private void header(final CSVRecord record) throws RecordingException {
		width = record.size();
		for (int i = 0; i < record.size(); i++) {
			final String name = (i == 0 ? record.get(i).replace("\uFEFF", "") : record.get(i)).trim();
			if (columns.put(name, i) != null && !name.isEmpty()) throw new RecordingException(file + ": column '" + name +
				"' is there twice");
		}
	}

	/**
	 * A number as people and programs write it, infinity and NaN by their words. Java would also read hexadecimal numbers and types
	 * behind one (0x1p-2, 1d): in a table these are mistakes.
	 *
	 * @throws NumberFormatException for anything else
	 */
	static double decimal(final String text) {
		for (int i = 0; i < text.length(); i++)
			if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) return switch (text.toLowerCase(Locale.ROOT)) {
				case "nan" -> Double.NaN;
				case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
				case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
				default -> throw new NumberFormatException(text);
			};
		return Double.parseDouble(text);
	}

	/** Names of all columns. */
	Set<String> columns() {
		return columns.keySet();
	}

	/** Whether the table has a column of that name. */
	public boolean has(final String column) {
		return columns.containsKey(column);
	}

	/** The lines after the header. */
	public List<Row> rows() {
		return rows;
	}

	/** One line of the table. */
	public final class Row {

		private final String[] values;
		private final long line;

		private Row(final String[] values, final long line) {
			this.values = values;
			this.line = line;
		}

		/** What the column holds; empty where the column is missing or the line too short. */
		public String text(final String column) {
			final Integer index = columns.get(column);
			return index == null || index >= values.length ? "" : values[index].trim();
		}

		/** A number; NaN where the cell is empty or says NaN or NA. */
		public double number(final String column) throws RecordingException {
			final String text = text(column);
			if (text.isEmpty() || text.equalsIgnoreCase("na")) return Double.NaN;
			try {
				return decimal(text);
			}
			catch (final NumberFormatException e) {
				throw error(column, "'" + text + "' is no number");
			}
		}

		/** A number that is not infinite; NaN where the cell is empty or says NaN or NA. */
		public double finite(final String column) throws RecordingException {
			final double value = number(column);
			if (Double.isInfinite(value)) throw error(column, "expected a finite number, found '" + text(column) + "'");
			return value;
		}

		/** A whole number. */
		public int integer(final String column) throws RecordingException {
			final double value = number(column);
			if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) throw error(column, "expected a whole number, found '" +
				text(column) + "'");
			return (int) value;
		}

		/** A whole number, or the given one where the cell is empty. */
		public int integer(final String column, final int ifEmpty) throws RecordingException {
			return text(column).isEmpty() ? ifEmpty : integer(column);
		}

		/** File and line, for messages. */
		String place() {
			return file + ", line " + line;
		}

		/** An error about this line. */
		public RecordingException error(final String column, final String what) {
			return new RecordingException(place() + ", column '" + column + "': " + what);
		}
	}
}

package org.apical.session;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apical.recording.NpyFile;
import org.apical.recording.RecordingException;

/**
 * Traces in a plain file.
 *
 * @param names of the traces
 * @param traces by name, one value a frame, all finite
 */
record TraceTable(List<String> names, float[][] traces) {

	/** Columns that count frames, if a table has them. */
	private static final List<String> CLOCKS = List.of("frame", "time_s", "time");

	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreEmptyLines(true).get();

	/** Number of frames. */
	int frames() {
		return traces[0].length;
	}

	/**
	 * @param file {@code .npy}, traces x frames, or {@code .csv} with a header, a line a frame
	 * @throws RecordingException where the file is none, or holds something else than numbers
	 */
	static TraceTable read(final Path file) throws IOException {
		final TraceTable table = file.toString().endsWith(".npy") ? ofArray(file) : ofText(file);
		if (table.traces.length == 0 || table.frames() == 0) throw new RecordingException(file + ": holds no trace");
		for (int i = 0; i < table.traces.length; i++)
			for (int t = 0; t < table.frames(); t++) if (!Float.isFinite(table.traces[i][t])) throw new RecordingException(file +
				": trace '" + table.names.get(i) + "' holds " + table.traces[i][t] + " at frame " + t);
		return table;
	}

	private static TraceTable ofArray(final Path file) throws IOException {
		final float[][] traces = NpyFile.open(file).matrix();
		return new TraceTable(IntStream.rangeClosed(1, traces.length).mapToObj(Integer::toString).toList(), traces);
	}

	private static TraceTable ofText(final Path file) throws IOException {
		try (Reader reader = Files.newBufferedReader(file); CSVParser parser = FORMAT.parse(reader)) {
			String[] header = null;
			final List<float[]> frames = new ArrayList<>();
			for (final CSVRecord record : parser) {
				if (header == null) header = header(file, record);
				else frames.add(frame(file, header, record, parser.getCurrentLineNumber()));
			}
			if (header == null) throw new RecordingException(file + ": is empty, expected a header with the neurons' names");
			final String[] names = header;
			final int[] columns = IntStream.range(0, names.length).filter(i -> !CLOCKS.contains(names[i])).toArray();
			final float[][] traces = new float[columns.length][frames.size()];
			for (int i = 0; i < columns.length; i++) for (int t = 0; t < frames.size(); t++) traces[i][t] = frames.get(t)[columns[i]];
			return new TraceTable(Arrays.stream(columns).mapToObj(i -> names[i]).toList(), traces);
		}
	}

	private static String[] header(final Path file, final CSVRecord record) throws RecordingException {
		final String[] names = record.values();
		names[0] = names[0].replace("\uFEFF", "");
		for (int i = 0; i < names.length; i++) if (Arrays.asList(names).indexOf(names[i]) < i) throw new RecordingException(file +
			": column '" + names[i] + "' is there twice");
		return names;
	}

	private static float[] frame(final Path file, final String[] header, final CSVRecord record, final long line)
		throws RecordingException
	{
		if (record.size() != header.length) throw new RecordingException(file + ", line " + line + ": " + record.size() +
			" values, the header has " + header.length);
		final float[] frame = new float[header.length];
		for (int i = 0; i < frame.length; i++)
			try {
				frame[i] = (float) Table.decimal(record.get(i));
			}
			catch (final NumberFormatException e) {
				throw new RecordingException(file + ", line " + line + ", column '" + header[i] + "': '" + record.get(i) +
					"' is no number", e);
			}
		return frame;
	}
}

package org.apical.session;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.motion.FrameMotion;
import org.apical.motion.Shift;
import org.apical.recording.RecordingException;

/**
 * {@code shifts.csv}: one line per frame, {@code frame,time_s,dy_px,dx_px,sigma_px,correlation,bad}. Frames count from
 * 0, {@code bad} is 0 or 1, what is not known is {@code NaN}; numbers have a decimal point whatever the locale.
 */
public final class ShiftsTable {

	static final String HEADER = "frame,time_s,dy_px,dx_px,sigma_px,correlation,bad";

	/** One line: a frame's motion and when it was taken, seconds from frame 0. */
	public record Row(double timeSeconds, FrameMotion motion) {}

	private ShiftsTable() {}

	/** Writes lines as the frames come. */
	public static final class Writer implements Closeable {

		private final BufferedWriter out;
		private final DecimalFormat microseconds = format("0.000000");
		private final DecimalFormat decimals = format("0.00000");
		private final FieldPosition whole = new FieldPosition(0);
		private final StringBuffer line = new StringBuffer();

		public Writer(final Path file) throws IOException {
			out = Files.newBufferedWriter(file);
			out.write(HEADER + "\n");
		}

		public void add(final double timeSeconds, final FrameMotion motion) throws IOException {
			final Shift shift = motion.shift();
			line.setLength(0);
			line.append(motion.frame());
			add(timeSeconds, microseconds);
			add(shift.dy(), decimals);
			add(shift.dx(), decimals);
			add(shift.sigma(), decimals);
			add(motion.correlation(), decimals);
			out.append(line).write(motion.bad() ? ",1\n" : ",0\n");
		}

		private void add(final double value, final DecimalFormat format) {
			format.format(value, line.append(','), whole);
		}

		/** Far faster than {@link String#format}, which would take a good share of a short movie's time. */
		private static DecimalFormat format(final String pattern) {
			final DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
			symbols.setInfinity(Double.toString(Double.POSITIVE_INFINITY));
			final DecimalFormat format = new DecimalFormat(pattern, symbols);
			format.setRoundingMode(RoundingMode.HALF_UP);
			return format;
		}

		@Override
		public void close() throws IOException {
			out.close();
		}
	}

	/** @throws RecordingException where the file is not such a table; the message names the line */
	public static List<Row> read(final Path file) throws IOException {
		final List<String> lines = Files.readAllLines(file);
		if (lines.isEmpty() || !lines.get(0).equals(HEADER)) throw new RecordingException(file + " is no table of shifts: its first line must be " +
			HEADER);
		final List<Row> rows = new ArrayList<>(lines.size() - 1);
		for (int i = 1; i < lines.size(); i++) rows.add(parse(file, i + 1, lines.get(i).split(",")));
		return rows;
	}

	private static Row parse(final Path file, final int line, final String[] cells) throws RecordingException {
		try {
			if (cells.length != 7) throw new NumberFormatException(cells.length + " values");
			final Shift shift = new Shift(Double.parseDouble(cells[2]), Double.parseDouble(cells[3]), Double.parseDouble(cells[4]));
			return new Row(Double.parseDouble(cells[1]), new FrameMotion(Integer.parseInt(cells[0]), shift, Double.parseDouble(
				cells[5]), cells[6].equals("1")));
		}
		catch (final NumberFormatException e) {
			throw new RecordingException(file + ", line " + line + ": 7 numbers expected (" + e.getMessage() + ")", e);
		}
	}
}

package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** What became of the recordings of a batch, and what was found in each: {@code batch.csv}, and the same for reading. */
public final class BatchSummary {

	/** Name of the table. */
	public static final String FILE = "batch.csv";

	/** How a recording's run ended. */
	public enum Ending {
		DONE, FAILED
	}

	private record Line(BatchEntry entry, Ending ending, double seconds, String message, Findings found) {}

	/** Numbers from a result folder. */
	private record Findings(int frames, int bad, int rois, int somas, int neurons) {}

	private final List<Line> lines = new ArrayList<>();

	/**
	 * Adds a recording's end.
	 *
	 * @param folder its results
	 * @param message why it failed; empty where it did not
	 */
	public synchronized void add(final BatchEntry entry, final Ending ending, final Path folder, final double seconds,
		final String message) throws IOException
	{
		lines.add(new Line(entry, ending, seconds, message, ending == Ending.DONE ? findings(folder) : null));
	}

	/** How many ended so. */
	public synchronized int count(final Ending ending) {
		return (int) lines.stream().filter(l -> l.ending == ending).count();
	}

	/** Of the recording that was added last. */
	public synchronized String lastLine() {
		return text(lines.get(lines.size() - 1));
	}

	/** Stages the table, recordings in the order of the plan. */
	public synchronized void write(final List<BatchEntry> plan, final ResultFolder folder) throws IOException {
		final TableWriter table = new TableWriter("recording", "animal", "session", "day", "folder", "status", "seconds", "frames",
			"bad_frames", "rois", "somas", "neurons", "message");
		for (final Line l : ordered(plan)) {
			final BatchEntry e = l.entry;
			final Findings f = l.found;
			table.add(String.join(";", e.recording().stream().map(Path::toString).toList()), e.option("animal"), e.option("session_name"), e
				.option("day"), e.folder(), l.ending.name().toLowerCase(Locale.ROOT), Math.round(10 * l.seconds) / 10.0, f == null ? null
					: f.frames, f == null ? null : f.bad, f == null ? null : f.rois, f == null ? null : f.somas, f == null ? null : f.neurons,
				l.message);
		}
		table.write(folder.stage(FILE));
	}

	/** One line a recording, in the order of the plan. */
	public synchronized String text(final List<BatchEntry> plan) {
		final StringJoiner text = new StringJoiner(System.lineSeparator());
		for (final Line line : ordered(plan)) text.add(text(line));
		return text.toString();
	}

	private List<Line> ordered(final List<BatchEntry> plan) {
		return plan.stream().flatMap(e -> lines.stream().filter(l -> l.entry == e)).toList();
	}

	private static String text(final Line l) {
		final String found = l.found == null ? l.message : String.format(Locale.ROOT, "%d frames (%d bad), %d ROIs, %d neurons of several parts",
			l.found.frames, l.found.bad, l.found.rois, l.found.neurons);
		return String.format(Locale.ROOT, "%-9s %8.1f s  %s: %s", l.ending.name().toLowerCase(Locale.ROOT), l.seconds, l.entry.folder(), found);
	}

	private static Findings findings(final Path folder) throws IOException {
		int frames = 0, bad = 0;
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(f -> f.getFileName().toString().matches("shifts(-p\\d+)?\\.csv")).toList()) {
				final List<ShiftsTable.Row> rows = ShiftsTable.read(file);
				frames += rows.size();
				bad += (int) rows.stream().filter(r -> r.motion().bad()).count();
			}
		}
		final Path file = folder.resolve("rois.csv");
		if (!Files.exists(file)) return new Findings(frames, bad, 0, 0, 0);
		final Set<String> seen = new HashSet<>(), several = new HashSet<>();
		int somas = 0;
		final List<Table.Row> rois = Table.read(file, "kind", "neuron").rows();
		for (final Table.Row roi : rois) {
			if (roi.text("kind").equals("soma")) somas++;
			if (!roi.text("neuron").isEmpty() && !seen.add(roi.text("neuron"))) several.add(roi.text("neuron"));
		}
		return new Findings(frames, bad, rois.size(), somas, several.size());
	}
}

package org.apical.session;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apical.recording.RecordingException;

/** {@code tracks.csv}: which ROI of which day is which neuron of the experiment. */
final class TracksTable {

	static final String FILE = "tracks.csv", POPULATIONS = "populations.csv";

	private TracksTable() {}

	/**
	 * The experiment's neurons on one day.
	 *
	 * @return neuron by ROI label
	 * @throws RecordingException where the file is no such table or knows nothing of the day
	 */
	static Map<String, String> neurons(final Path file, final int day) throws RecordingException {
		final Map<String, String> neurons = new HashMap<>();
		for (final Table.Row row : Table.read(file, "neuron", "day", "label", "probability").rows())
			if (row.integer("day") == day) neurons.put(row.text("label"), row.text("neuron"));
		if (neurons.isEmpty()) throw new RecordingException(file + ": has no ROI of day " + day + "; give the session's --day as 'track' counted it");
		return neurons;
	}
}

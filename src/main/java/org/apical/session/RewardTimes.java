package org.apical.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.RecordingException;

/** When another session's trials were rewarded. */
final class RewardTimes {

	private RewardTimes() {}

	/**
	 * @param session a session's folder, or its {@code trials.csv}
	 * @return in seconds after the first trial began
	 * @throws RecordingException where the table holds no trial, or none that was rewarded
	 */
	static List<Double> read(final Path session) throws RecordingException {
		final Path file = Files.isDirectory(session) ? session.resolve("trials.csv") : session;
		double first = Double.POSITIVE_INFINITY;
		final List<Double> times = new ArrayList<>();
		for (final Table.Row row : Table.read(file, "start_s", "reward_s").rows()) {
			first = Math.min(first, row.number("start_s"));
			if (!Double.isNaN(row.number("reward_s"))) times.add(row.number("reward_s"));
		}
		if (times.isEmpty()) throw new RecordingException(file + ": no trial was rewarded");
		if (!Double.isFinite(first)) throw new RecordingException(file + ": start_s is empty; times count from the first trial's begin");
		final double begin = first;
		return times.stream().map(t -> t - begin).toList();
	}
}

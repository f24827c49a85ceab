package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apical.recording.RecordingException;

/** One day's traces whose neurons have the numbers that they have over all days; what was not tracked belongs to no neuron. */
final class TrackedTraces implements TraceSource {

	private final TraceSource day;
	private final List<TraceRoi> rois;

	/**
	 * @param tracks {@code tracks.csv}
	 * @param number of the day there
	 */
	TrackedTraces(final TraceSource day, final Path tracks, final int number) throws RecordingException {
		this.day = day;
		final Map<String, String> neurons = TracksTable.neurons(tracks, number);
		rois = day.rois().stream().map(r -> new TraceRoi(r.name(), r.kind(), neurons.getOrDefault(r.name(), ""), r.plane(), r.y(), r.x(), r
			.areaPx(), r.population(), r.snr(), r.motionShare())).toList();
	}

	@Override
	public List<TraceRoi> rois() {
		return rois;
	}

	@Override
	public Traces traces(final double rateHz) throws IOException {
		return day.traces(rateHz);
	}

	@Override
	public Path file() {
		return day.file();
	}
}

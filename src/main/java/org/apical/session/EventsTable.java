package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.trace.Coincidence;
import org.apical.trace.Event;

/** {@code events.csv}: one line an event, ROI after ROI in the order of {@code rois.csv}. */
final class EventsTable {

	private EventsTable() {}

	/**
	 * @param events of each ROI, in its order
	 * @param times of the frames
	 * @param window peaks of a soma and its dendrite this close coincide, s
	 */
	static void write(final Path file, final List<Roi> rois, final List<List<Event>> events, final Field.FrameTimes times,
		final double window) throws IOException
	{
		final TableWriter table = new TableWriter("label", "neuron", "kind", "onset_frame", "peak_frame", "time_s", "height", "width_s",
			"magnitude", "coincident_label");
		for (int i = 0; i < rois.size(); i++) {
			final Roi roi = rois.get(i);
			final Integer[] partners = partners(i, rois, events, window);
			final OptionalInt neuron = roi.neuron();
			for (int k = 0; k < events.get(i).size(); k++) {
				final Event e = events.get(i).get(k);
				table.add(roi.label(), neuron.isPresent() ? neuron.getAsInt() : null, roi.compartment().word(), e.onsetFrame(), e.peakFrame(),
					rounded(times.seconds(roi.plane(), e.peakFrame())), rounded(e.height()), rounded(e.widthSeconds()), rounded(e
						.magnitude()), partners[k]);
			}
		}
		table.write(file);
	}

	/** For each event of an ROI, the label of the other part of its neuron that has an event with it; null for none. */
	private static Integer[] partners(final int i, final List<Roi> rois, final List<List<Event>> events, final double window) {
		final Integer[] labels = new Integer[events.get(i).size()];
		final Roi own = rois.get(i);
		if (own.neuron().isEmpty()) return labels;
		for (int j = 0; j < rois.size(); j++) {
			final Roi other = rois.get(j);
			final boolean parts = other.neuron().equals(own.neuron()) && (other.compartment() == Compartment.SOMA) != (own.compartment() == Compartment.SOMA);
			if (!parts) continue;
			final int[] partner = Coincidence.of(events.get(i), events.get(j), window, 1, 0, 0).partner();
			for (int k = 0; k < partner.length; k++) if (labels[k] == null && partner[k] >= 0) labels[k] = other.label();
		}
		return labels;
	}

	private static double rounded(final double value) {
		return Double.isNaN(value) ? value : Math.round(value * 1e5) / 1e5;
	}
}

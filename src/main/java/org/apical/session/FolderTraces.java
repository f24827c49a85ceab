package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.recording.NpyFile;
import org.apical.recording.RecordingException;

/** A result folder that {@code extract} has filled: {@code rois.csv}, {@code events.csv}, {@code spks.npy}, {@code dff.npy}. */
final class FolderTraces implements TraceSource {

	private final Path folder;
	private final List<TraceRoi> rois = new ArrayList<>();
	private final Map<String, Integer> rows = new HashMap<>();

	/** @throws RecordingException where there is no table of ROIs with a soma in it */
	FolderTraces(final Path folder) throws RecordingException {
		this.folder = folder;
		final Path file = need("rois.csv");
		for (final Table.Row row : Table.read(file, "label", "kind", "neuron").rows()) {
			final String label = Integer.toString(row.integer("label"));
			if (rows.put(label, rois.size()) != null) throw row.error("label", "label " + label + " is there twice");
			rois.add(new TraceRoi(label, row.text("kind"), row.text("neuron"), row.integer("plane", 1), row.number("y_px"), row.number(
				"x_px"), row.number("area_px"), row.text("population"), row.number("snr"), row
				.number("motion_share")));
		}
		if (rois.stream().noneMatch(TraceRoi::isSoma)) throw new RecordingException(file + ": no ROI is a soma");
	}

	@Override
	public List<TraceRoi> rois() {
		return rois;
	}

	@Override
	public Path file() {
		return folder.resolve("spks.npy");
	}

	@Override
	public Traces traces(final double rateHz) throws IOException {
		final float[][] rates = matrix(need("spks.npy"));
		final Path dff = folder.resolve("dff.npy");
		return new Traces(rates, Files.exists(dff) ? matrix(dff) : null, events(rates[0].length));
	}

	private float[][] matrix(final Path file) throws IOException {
		final float[][] matrix = NpyFile.open(file).matrix();
		if (matrix.length != rois.size()) throw new RecordingException(file + ": has " + matrix.length + " rows, " + folder.resolve(
			"rois.csv") + " has " + rois.size() + " ROIs");
		return matrix;
	}

	private List<RoiEvent> events(final int frames) throws RecordingException {
		final List<RoiEvent> events = new ArrayList<>();
		for (final Table.Row row : Table.read(need("events.csv"), "label", "peak_frame", "magnitude").rows()) {
			final RoiEvent event = new RoiEvent(row(row, "label"), row.integer("peak_frame"), row.number("magnitude"));
			if (event.frame() < 0 || event.frame() >= frames) throw row.error("peak_frame", "frame " + event.frame() +
				" of a recording of " + frames);
			if (!Double.isFinite(event.magnitude())) throw row.error("magnitude", "expected a number, found '" + row.text("magnitude") +
				"'");
			events.add(event);
		}
		return events;
	}

	private int row(final Table.Row row, final String column) throws RecordingException {
		final Integer index = rows.get(Integer.toString(row.integer(column)));
		if (index == null) throw row.error(column, "ROI " + row.text(column) + " is not in rois.csv");
		return index;
	}

	private Path need(final String name) throws RecordingException {
		final Path file = folder.resolve(name);
		if (!Files.exists(file)) throw new RecordingException(file +
			": no such file; the analysis reads a result folder that 'extract' has filled, or soma.csv and dendrite.csv");
		return file;
	}
}

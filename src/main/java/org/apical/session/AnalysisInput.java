package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.recording.NpyFile;
import org.apical.recording.RecordingException;
import org.apical.signal.DffMagnitudes;
import org.apical.signal.PairedEvent;
import org.apical.signal.Role;
import org.apical.signal.SessionData;

/**
 * Brings a result folder and the log of the task into the form that the analysis needs. Neurons are all somas of {@code
 * rois.csv}; those that share a {@code neuron} number with a dendrite can have coincident events.
 */
public final class AnalysisInput {

	/** Events of one neuron in soma and dendrite coincide within this time (Francioni et al. 2026), s. */
	private static final double COINCIDENCE_S = 0.5;

	/** One ROI as {@code rois.csv} has it; {@code row} is its row in the traces. */
	private record RoiRow(int label, int row, int neuron, int plane, String population) {}

	private record EventRow(int label, int frame, double magnitude, int coincident) {}

	private final AnalysisFiles files;
	private final List<RoiRow> somas = new ArrayList<>();
	private final Map<Integer, RoiRow> rois = new HashMap<>();

	private AnalysisInput(final AnalysisFiles files) {
		this.files = files;
	}

	/**
	 * @param animal name of the animal
	 * @param session name of the session
	 * @param day day of training, NaN where unknown
	 * @param rateHz frames a second of a plane; 0 to take it from the log's clock
	 * @throws RecordingException where something is missing or does not fit together; the message says what and where
	 */
	public static SessionData read(final AnalysisFiles files, final String animal, final String session, final double day,
		final double rateHz) throws IOException
	{
		return new AnalysisInput(files).read(animal, session, day, rateHz);
	}

	private SessionData read(final String animal, final String session, final double day, final double rateHz)
		throws IOException
	{
		readRois();
		final Path ratesFile = need("spks.npy");
		final float[][] all = NpyFile.open(ratesFile).matrix();
		if (all.length != rois.size()) throw new RecordingException(ratesFile + ": has " + all.length + " rows, " + files.folder()
			.resolve("rois.csv") + " has " + rois.size() + " ROIs");
		final float[][] rates = somas.stream().map(s -> all[s.row]).toArray(float[][]::new);
		for (int i = 0; i < rates.length; i++) mustBeFinite(ratesFile, somas.get(i).label, rates[i]);

		if ((files.frames() == null) != (files.trials() == null)) throw new RecordingException("The task's log needs both a frames and a trials table; there is only " +
			(files.frames() == null ? files.trials() : files.frames()));
		final TaskLog log = files.frames() == null ? null : TaskLog.read(files.frames(), files.trials(), somas.get(0).plane);
		if (log != null && log.log().length() != rates[0].length) throw new RecordingException(files.frames() + ": has " + log.log()
			.length() + " frames of plane " + somas.get(0).plane + ", the traces of " + ratesFile + " have " + rates[0].length);
		final double rate = rateHz > 0 ? rateHz : log == null ? Double.NaN : log.rateHz();
		if (!(rate > 0)) throw new RecordingException("The frame rate is not known: give --rate, or a log with a column time_s");

		final List<EventRow> eventRows = readEvents(rates[0].length);
		final List<PairedEvent> events = new ArrayList<>(), dff = new ArrayList<>();
		final Path dffFile = files.folder().resolve("dff.npy");
		final float[][] traces = Files.exists(dffFile) ? NpyFile.open(dffFile).matrix() : null;
		pair(eventRows, rate, events, traces, dff);
		final String[] names = somas.stream().map(s -> s.neuron >= 0 ? Integer.toString(s.neuron) : "roi" + s.label).toArray(
			String[]::new);
		return new SessionData(animal, session, day, rate, names, roles(), rates, events, traces == null ? null : dff, log == null
			? null : log.log(), log == null ? List.of() : log.trials());
	}

	private Path need(final String name) throws RecordingException {
		final Path file = files.folder().resolve(name);
		if (!Files.isDirectory(files.folder())) throw new RecordingException(files.folder() + ": no such folder");
		if (!Files.exists(file)) throw new RecordingException(file + ": no such file; the analysis reads a result folder that 'extract' has filled");
		return file;
	}

	private void readRois() throws RecordingException {
		final Path file = need("rois.csv");
		final Table table = Table.read(file, "label", "kind", "neuron");
		for (final Table.Row row : table.rows()) {
			final RoiRow roi = new RoiRow(row.integer("label"), rois.size(), row.integer("neuron", -1), row.integer("plane", 1), row
				.text("population"));
			if (rois.put(roi.label, roi) != null) throw row.error("label", "label " + roi.label + " is there twice");
			if (row.text("kind").equals("soma")) somas.add(roi);
		}
		if (somas.isEmpty()) throw new RecordingException(file + ": no ROI is a soma");
	}

	private static void mustBeFinite(final Path file, final int label, final float[] trace) throws RecordingException {
		for (int t = 0; t < trace.length; t++)
			if (!Float.isFinite(trace[t])) throw new RecordingException(file + ": ROI " + label + " holds " + trace[t] + " at frame " + t);
	}

	private List<EventRow> readEvents(final int frames) throws RecordingException {
		final List<EventRow> events = new ArrayList<>();
		for (final Table.Row row : Table.read(need("events.csv"), "label", "peak_frame", "magnitude", "coincident_label").rows()) {
			final EventRow event = new EventRow(row.integer("label"), row.integer("peak_frame"), row.number("magnitude"), row.integer(
				"coincident_label", -1));
			if (event.frame < 0 || event.frame >= frames) throw row.error("peak_frame", "frame " + event.frame + " of a recording of " +
				frames);
			if (!rois.containsKey(event.label)) throw row.error("label", "ROI " + event.label + " is not in rois.csv");
			if (!Double.isFinite(event.magnitude)) throw row.error("magnitude", "expected a number, found '" + row.text("magnitude") +
				"'");
			events.add(event);
		}
		return events;
	}

	/** Each somatic event with the nearest event of the dendrite that it names, the two within the coincidence time. */
	private void pair(final List<EventRow> rows, final double rate, final List<PairedEvent> events, final float[][] traces,
		final List<PairedEvent> dff)
	{
		final Map<Integer, List<EventRow>> byLabel = new HashMap<>();
		for (final EventRow row : rows) byLabel.computeIfAbsent(row.label, k -> new ArrayList<>()).add(row);
		final int within = (int) Math.ceil(COINCIDENCE_S * rate);
		for (int neuron = 0; neuron < somas.size(); neuron++)
			for (final EventRow soma : byLabel.getOrDefault(somas.get(neuron).label, List.of())) {
				EventRow nearest = null;
				for (final EventRow dendrite : byLabel.getOrDefault(soma.coincident, List.of())) {
					final int distance = Math.abs(dendrite.frame - soma.frame);
					if (distance <= within && (nearest == null || distance < Math.abs(nearest.frame - soma.frame))) nearest = dendrite;
				}
				if (nearest == null) continue;
				events.add(new PairedEvent(neuron, soma.frame, soma.magnitude, nearest.magnitude));
				if (traces != null) dff.add(new PairedEvent(neuron, soma.frame, DffMagnitudes.of(traces[somas.get(neuron).row],
					soma.frame, rate), DffMagnitudes.of(traces[rois.get(nearest.label).row], nearest.frame, rate)));
			}
	}

	private Role[] roles() throws RecordingException {
		final Role[] roles = new Role[somas.size()];
		Arrays.fill(roles, Role.P0);
		final Map<Integer, Role> byNeuron = new HashMap<>();
		for (int i = 0; i < roles.length; i++)
			if (!somas.get(i).population.isEmpty()) roles[i] = role(files.folder().resolve("rois.csv") + ", ROI " + somas.get(i).label,
				somas.get(i).population);
		if (files.populations() == null) return roles;
		final Map<Integer, Role> byLabel = new HashMap<>();
		for (final Table.Row row : Table.read(files.populations(), "label", "population").rows()) {
			final RoiRow roi = rois.get(row.integer("label"));
			if (roi == null) throw row.error("label", "ROI " + row.text("label") + " is not in rois.csv");
			final Role role = role(files.populations().toString(), row.text("population"));
			byLabel.put(roi.label, role);
			if (roi.neuron >= 0) byNeuron.put(roi.neuron, role);
		}
		for (int i = 0; i < roles.length; i++) roles[i] = byLabel.getOrDefault(somas.get(i).label, byNeuron.getOrDefault(somas.get(
			i).neuron, Role.P0));
		return roles;
	}

	private static Role role(final String where, final String text) throws RecordingException {
		try {
			return Role.parse(text);
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(where + ": " + e.getMessage(), e);
		}
	}
}

package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.recording.RecordingException;
import org.apical.session.TraceSource.RoiEvent;
import org.apical.session.TraceSource.TraceRoi;
import org.apical.session.TraceSource.Traces;
import org.apical.signal.DffMagnitudes;
import org.apical.signal.FrameLog;
import org.apical.signal.PairedEvent;
import org.apical.signal.Role;
import org.apical.signal.SessionData;

/**
 * Brings an imaged session and the log of the task into the form that the analysis needs. Neurons are all somas; those that
 * share a neuron's number or name with a dendrite can have coincident events. Of several dendrites of one neuron the one
 * with the best signal-to-noise ratio is taken, as published.
 */
public final class AnalysisInput {

	/** Events of one neuron in soma and dendrite coincide within this time (Francioni et al. 2026), s. */
	private static final double COINCIDENCE_S = 0.5;

	private final AnalysisFiles files;
	private final TraceSource source;
	private final List<Integer> somas;

	private AnalysisInput(final AnalysisFiles files, final double day) throws IOException {
		this.files = files;
		final TraceSource own = TraceSource.open(files.folder());
		source = files.tracks() == null ? own : new TrackedTraces(own, files.tracks(), (int) day);
		somas = IntStream.range(0, source.rois().size()).filter(i -> roi(i).isSoma()).boxed().toList();
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
		return new AnalysisInput(files, day).read(animal, session, day, rateHz);
	}

	private TraceRoi roi(final int row) {
		return source.rois().get(row);
	}

	private SessionData read(final String animal, final String session, final double day, final double rateHz)
		throws IOException
	{
		if ((files.frames() == null) != (files.trials() == null)) throw new RecordingException("The task's log needs both a frames and a trials table; there is only " +
			(files.frames() == null ? files.trials() : files.frames()));
		final String[] names = somas.stream().map(i -> name(roi(i))).toArray(String[]::new);
		for (int i = 0; i < names.length; i++) {
			final int first = Arrays.asList(names).indexOf(names[i]);
			if (first < i) throw new RecordingException(files.folder() + ": ROIs " + roi(somas.get(first)).name() + " and " + roi(somas.get(
				i)).name() + " are both the soma of neuron " + names[i]);
		}
		final int plane = roi(somas.get(0)).plane();
		final TaskLog log = files.frames() == null ? null : TaskLog.read(files.frames(), files.trials(), plane);
		final double rate = rateHz > 0 ? rateHz : log == null ? Double.NaN : log.rateHz();
		if (!(rate > 0)) throw new RecordingException("The frame rate is not known: give --rate, or a log with a column time_s");
		final Traces traces = source.traces(rate);
		final float[][] rates = somas.stream().map(i -> traces.rates()[i]).toArray(float[][]::new);
		for (int i = 0; i < rates.length; i++) mustBeFinite(roi(somas.get(i)).name(), rates[i]);
		final FrameLog frames = log == null ? null : fitted(log.log(), rates[0].length, plane);

		final List<PairedEvent> events = new ArrayList<>(), dff = new ArrayList<>();
		for (int neuron = 0; neuron < rates.length; neuron++) pair(neuron, traces, rate, events, dff);
		final List<String> notes = new ArrayList<>();
		return new SessionData(animal, session, day, rate, names, roles(notes), rates,
			events, traces.dff() == null ? null : dff, motionShares(), frames, log == null ? List.of() : log.trials(), notes);
	}

	/** The log, without a last frame of the soma plane that the planes recorded after it no longer have. */
	private FrameLog fitted(final FrameLog log, final int frames, final int plane) throws RecordingException {
		if (log.length() == frames + 1) return log.first(frames);
		if (log.length() != frames) throw new RecordingException(files.frames() + ": has " + log.length() + " frames of plane " + plane +
			", the traces of " + source.file() + " have " + frames);
		return log;
	}

	private static String name(final TraceRoi soma) {
		return soma.neuron().isEmpty() ? "roi" + soma.name() : soma.neuron();
	}

	private void mustBeFinite(final String name, final float[] trace) throws RecordingException {
		for (int t = 0; t < trace.length; t++)
			if (!Float.isFinite(trace[t])) throw new RecordingException(source.file() + ": ROI " + name + " holds " + trace[t] +
				" at frame " + t);
	}

	/** Each somatic event with the nearest event of the dendrite that no other has, the two within the coincidence time. */
	private void pair(final int neuron, final Traces traces, final double rate, final List<PairedEvent> events,
		final List<PairedEvent> dff)
	{
		final int soma = somas.get(neuron), dendrite = dendrite(soma, traces.events());
		if (dendrite < 0) return;
		final int within = (int) Math.floor(COINCIDENCE_S * rate + 1e-9); // whole frames, none beyond the time
		final List<RoiEvent> free = new ArrayList<>(traces.events().stream().filter(e -> e.row() == dendrite).toList());
		for (final RoiEvent event : traces.events()) {
			if (event.row() != soma) continue;
			final RoiEvent nearest = free.stream().min(Comparator.comparingInt(d -> Math.abs(d.frame() - event.frame()))).orElse(null);
			if (nearest == null || Math.abs(nearest.frame() - event.frame()) > within) continue;
			free.remove(nearest);
			events.add(new PairedEvent(neuron, event.frame(), event.magnitude(), nearest.magnitude()));
			if (traces.dff() == null) continue;
			final PairedEvent seen = new PairedEvent(neuron, event.frame(), DffMagnitudes.of(traces.dff()[soma], event.frame(), rate),
				DffMagnitudes.of(traces.dff()[dendrite], nearest.frame(), rate));
			if (Double.isFinite(seen.soma() + seen.dendrite())) dff.add(seen); // none where frames were bad
		}
	}

	/** The row of the neuron's best dendrite, where that is not known of the one with most events; -1 for none. */
	private int dendrite(final int soma, final List<RoiEvent> events) {
		final String neuron = roi(soma).neuron();
		return IntStream.range(0, source.rois().size()).filter(i -> !roi(i).isSoma() && !neuron.isEmpty() && roi(i).neuron().equals(
			neuron)).boxed().max(Comparator.comparingDouble((Integer i) -> Double.isNaN(roi(i).snr()) ? 0 : roi(i).snr())
				.thenComparingLong(i -> events.stream().filter(e -> e.row() == i).count())).orElse(-1);
	}

	/** Of each neuron the larger of its soma's and its dendrites' shares; null where none is known. */
	private double[] motionShares() {
		final double[] shares = somas.stream().mapToDouble(s -> source.rois().stream().filter(r -> r == roi(s) || !r.neuron()
			.isEmpty() && r.neuron().equals(roi(s).neuron())).mapToDouble(TraceRoi::motionShare).filter(m -> !Double.isNaN(m)).max()
			.orElse(Double.NaN)).toArray();
		return Arrays.stream(shares).allMatch(Double::isNaN) ? null : shares;
	}

	private Role[] roles(final List<String> notes) throws IOException {
		final List<TraceRoi> own = somas.stream().map(this::roi).toList();
		final Path set = files.folder().resolve("rois.zip");
		final Path file = files.populations() == null && Files.exists(set) ? set : files.populations();
		final Populations populations = file == null ? null : Populations.read(file);
		if (populations != null && (files.populations() != null || !populations.isEmpty())) return populations.roles(source.rois(), own,
			notes);
		final Role[] roles = new Role[own.size()];
		for (int i = 0; i < roles.length; i++) roles[i] = own.get(i).population().isEmpty() ? Role.P0 : Populations.role(files.folder()
			.resolve("rois.csv") + ", ROI " + own.get(i).name(), own.get(i).population());
		return roles;
	}
}

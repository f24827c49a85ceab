package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.motion.FrameMotion;
import org.apical.neuron.PairingParameters;
import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.NpyWriter;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.CompartmentClassifier;
import org.apical.roi.Roi;
import org.apical.roi.WholeFrames;
import org.apical.session.exchange.TraceKind;
import org.apical.session.exchange.TracedRois;
import org.apical.trace.Baseline;
import org.apical.trace.BaselineParameters;
import org.apical.trace.Deconvolution;
import org.apical.trace.Deconvolver;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.Dff;
import org.apical.trace.Event;
import org.apical.trace.EventDetector;
import org.apical.trace.Neuropil;
import org.apical.trace.NeuropilParameters;
import org.apical.trace.TraceExtractor;
import org.apical.trace.TraceQuality;
import org.apical.trace.Traces;

/** Reads the traces of given ROIs, infers their events, pairs somas with dendrites, and stages all in a result folder. */
public final class ExtractionRun {

	/**
	 * How traces are read.
	 *
	 * @param keepsNeurons whether ROIs keep the neuron's number they come with, and only the others are paired
	 * @param threads number of threads
	 */
	public record Settings(NeuropilParameters neuropil, BaselineParameters baseline, DeconvolverParameters deconvolver,
		PairingParameters pairing, boolean keepsNeurons, int threads)
	{
		public static final Settings DEFAULT = new Settings(NeuropilParameters.DEFAULT, BaselineParameters.DEFAULT,
			DeconvolverParameters.DEFAULT, PairingParameters.DEFAULT, false, FrameStream.defaultThreads());
	}

	/**
	 * What came out.
	 *
	 * @param rois with neuron numbers
	 * @param sampling frame rate and pixel size that were reckoned with
	 * @param pairs number of soma-dendrite pairs
	 * @param expectedFalse pairs as good in shuffled time
	 * @param events number of events of all ROIs
	 * @param warnings for the user, a line each
	 */
	public record Outcome(List<Roi> rois, Sampling sampling, int pairs, double expectedFalse, int events, List<String> warnings) {}

	private final Settings settings;

	public ExtractionRun(final Settings settings) {
		this.settings = settings;
	}

	/** Rows of all ROIs in order. */
	private static final class Rows {

		final List<Roi> rois = new ArrayList<>();
		final float[][] f;
		final float[][] surround;
		final float[][] dff;
		final float[][] rates;
		final double[] motionShare;
		final List<List<Event>> events = new ArrayList<>();
		final List<String> warnings = new ArrayList<>();

		Rows(final int n) {
			f = new float[n][];
			surround = new float[n][];
			dff = new float[n][];
			rates = new float[n][];
			motionShare = new double[n];
			for (int i = 0; i < n; i++) events.add(List.of());
		}
	}

	/**
	 * The ROIs as they are read: of a recording of one plane all are in it, since ImageJ gives a selection the number of the
	 * frame it was drawn on; those whose compartment nobody told are classified by their form.
	 */
	public static List<Roi> placed(final CorrectedRecording recording, final List<Roi> given) {
		final double um = SegmentationRun.pixelUm(recording.movie(0).sampling());
		return inPlanes(recording, given).stream().map(r -> r.isClassified() ? r : new CompartmentClassifier().classify(r, um,
			CompartmentClassifier.Plane.ANY)).toList();
	}

	private static List<Roi> inPlanes(final CorrectedRecording recording, final List<Roi> given) {
		return given.stream().map(r -> recording.planes() > 1 ? r : r.withPlane(0)).toList();
	}

	/** @param given ROIs of all planes, see {@link #placed} */
	public Outcome run(final CorrectedRecording recording, final List<Roi> given, final ResultFolder folder, final Progress progress)
		throws IOException
	{
		final Rows rows = new Rows(given.size());
		final List<Roi> placed = inPlanes(recording, given);
		for (int p = 0; p < recording.planes(); p++) read(recording, p, placed, rows, progress);
		if (rows.rois.size() < given.size()) throw new RecordingException("Some ROIs lie in planes that the recording does not have; it has " +
			recording.planes());
		return finish(rows, Field.of(recording), folder, progress);
	}

	/**
	 * From traces that another program has read.
	 *
	 * @param given with the fluorescence of its ROIs, or their dF/F0, which is then taken as it is
	 */
	public Outcome run(final TracedRois given, final ResultFolder folder, final Progress progress) throws IOException {
		final Rows rows = new Rows(given.rois().size());
		final float[][] f = given.traces(TraceKind.FLUORESCENCE);
		final float[][] surround = given.traces(TraceKind.NEUROPIL);
		final float[][] dff = given.traces(TraceKind.DFF);
		if (f == null && dff == null) throw new RecordingException("The ROIs have no traces; give the movie too");
		for (int i = 0; i < given.rois().size(); i++) {
			rows.rois.add(given.rois().get(i));
			rows.f[i] = f == null ? unknown(given.frames()) : f[i];
			rows.surround[i] = surround == null ? unknown(given.frames()) : surround[i];
			rows.dff[i] = dff == null ? null : dff[i];
			rows.motionShare[i] = Double.NaN;
		}
		final double rate = given.sampling().rateHz();
		return finish(rows, new Field(given.width(), given.height(), given.planes(), given.sampling(), (plane, frame) -> frame / rate), folder,
			progress);
	}

	private static float[] unknown(final int frames) {
		final float[] values = new float[frames];
		Arrays.fill(values, Float.NaN);
		return values;
	}

	private Outcome finish(final Rows rows, final Field field, final ResultFolder folder, final Progress progress) throws IOException {
		final double rate = field.sampling().rateHz();
		if (Double.isNaN(rate)) throw new RecordingException("The frame rate is not known, and dF/F0 needs it: give --rate");
		infer(rows, rate, progress);
		classify(rows, field);
		final NeuronNumbers paired = NeuronNumbers.of(rows.rois, settings.keepsNeurons, settings.pairing, equallyLong(rows.dff), peaks(rows
			.events), rate, SegmentationRun.pixelUm(field.sampling()));
		SegmentationRun.write(folder, paired.rois(), field, rows.motionShare);
		NpyWriter.write(folder.stage("F.npy"), equallyLong(rows.f));
		NpyWriter.write(folder.stage("Fneu.npy"), equallyLong(rows.surround));
		NpyWriter.write(folder.stage("dff.npy"), equallyLong(rows.dff));
		NpyWriter.write(folder.stage("spks.npy"), equallyLong(rows.rates));
		EventsTable.write(folder.stage("events.csv"), paired.rois(), rows.events, field.times(), settings.pairing.coincidenceSeconds());
		return new Outcome(paired.rois(), field.sampling(), paired.pairs(), paired.expectedFalse(), rows.events.stream().mapToInt(
			List::size).sum(), rows.warnings);
	}

	private void read(final CorrectedRecording recording, final int plane, final List<Roi> given, final Rows rows, final Progress progress)
		throws IOException
	{
		final Movie movie = recording.movie(plane);
		final List<Roi> rois = given.stream().filter(r -> r.plane() == plane).toList();
		if (rois.isEmpty()) return;
		final Traces traces = TraceExtractor.extract(WholeFrames.of(movie, recording.bad(plane)), rois, recording.bad(plane), settings.neuropil,
			settings.threads, progress);
		final List<FrameMotion> motion = recording.motion(plane);
		final double[] dy = motion.isEmpty() ? null : motion.stream().mapToDouble(m -> m.shift().dy()).toArray();
		final double[] dx = motion.isEmpty() ? null : motion.stream().mapToDouble(m -> m.shift().dx()).toArray();
		for (int i = 0; i < rois.size(); i++) {
			final int row = rows.rois.size();
			rows.rois.add(rois.get(i));
			rows.f[row] = traces.f()[i];
			rows.surround[row] = traces.neuropil()[i];
			rows.motionShare[row] = dy == null ? Double.NaN : TraceQuality.motionShare(traces.f()[i], dy, dx);
		}
	}

	/** Those whose compartment nobody told, beside the others of their plane. */
	private static void classify(final Rows rows, final Field field) {
		for (int p = 0; p < field.planes(); p++) {
			final int plane = p;
			final int[] there = IntStream.range(0, rows.rois.size()).filter(i -> rows.rois.get(i).plane() == plane).toArray();
			if (IntStream.of(there).allMatch(i -> rows.rois.get(i).isClassified())) continue;
			final double[] decays = RoiDecays.of(IntStream.of(there).mapToObj(i -> rows.dff[i]).toArray(float[][]::new), field.sampling().rateHz());
			final List<Roi> classified = new CompartmentClassifier().classify(IntStream.of(there).mapToObj(rows.rois::get).toList(), decays,
				SegmentationRun.pixelUm(field.sampling()), CompartmentClassifier.Plane.ANY);
			for (int i = 0; i < there.length; i++) if (!rows.rois.get(there[i]).isClassified()) rows.rois.set(there[i], classified.get(i));
		}
	}

	private void infer(final Rows rows, final double rate, final Progress progress) throws IOException {
		final int n = rows.rois.size();
		final boolean[] doubtful = new boolean[n];
		FrameStream.run(0, n, settings.threads, () -> rows, (i, all) -> {
			if (all.dff[i] == null) {
				final float[] f = Neuropil.correction(all.f[i], all.surround[i], rate, settings.neuropil).apply(all.f[i], all.surround[i]);
				final Dff dff = Baseline.dff(f, rate, settings.baseline);
				all.dff[i] = dff.values();
				doubtful[i] = !dff.trusted();
			}
			final Deconvolution deconvolution = Deconvolver.deconvolve(all.dff[i], rate, settings.deconvolver);
			all.rates[i] = deconvolution.rate();
			all.events.set(i, EventDetector.detect(deconvolution, all.dff[i], rate, EventDetector.MIN_SNR));
		}, (i, all) -> progress.update("Inferring events", i + 1L, n));
		for (int i = 0; i < n; i++) {
			if (doubtful[i]) rows.warnings.add("ROI " + rows.rois.get(i).label() + ": its baseline comes near zero, so the scale of its dF/F0 is not to be trusted");
		}
	}

	/** Cut to the shortest: of planes recorded in turn the last may lack a frame. */
	private static float[][] equallyLong(final float[][] rows) {
		final int length = Arrays.stream(rows).mapToInt(r -> r.length).min().orElse(0);
		return Arrays.stream(rows).map(r -> r.length == length ? r : Arrays.copyOf(r, length)).toArray(float[][]::new);
	}

	private static int[][] peaks(final List<List<Event>> events) {
		return events.stream().map(e -> e.stream().mapToInt(Event::peakFrame).sorted().toArray()).toArray(int[][]::new);
	}
}

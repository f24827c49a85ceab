package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.neuron.PairingParameters;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.session.CorrectedRecording;
import org.apical.session.ExtractionRun;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.exchange.ExchangeService;
import org.apical.session.exchange.RoiSet;
import org.apical.session.exchange.TracedRois;
import org.apical.trace.BaselineParameters;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.Kinetics;
import org.apical.trace.NeuropilParameters;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Reads traces and events of ROIs and pairs somas with dendrites. */
@Plugin(type = Command.class, visible = false, name = "extract", label = "Extract traces", headless = true,
	description = "Reads the traces of ROIs, infers events and pairs somas with their dendrites: writes F, Fneu, dff, spks (.npy) and events.csv.")
public final class Extract extends RecordingCommand implements Previewed {

	@Parameter(label = "Corrected recording", style = "files", description = "Result folder of 'correct', files corrected elsewhere, or traces of suite2p or CaImAn.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results; its rois.zip is used where no ROIs are given.")
	private File output;

	@Parameter(label = "ROIs", required = false, description = "ImageJ ROI set (.zip, .roi), edited or hand-drawn, label image, or results of Apical, suite2p or CaImAn.")
	private File rois;

	@Parameter(label = "Neuropil coefficient", min = "-1", max = "2", description = "Share of the surround taken out of each trace; -1: fitted for each ROI.")
	private double neuropil = NeuropilParameters.DEFAULT.coefficient();

	@Parameter(label = "Baseline", choices = { "percentile", "maximin", "constant" }, description = "How F0 follows the trace.")
	private String baseline = "percentile";

	@Parameter(label = "Decay time (s)", min = "0", description = "How fast the indicator's transients decay; 0: read off each trace.")
	private double decay;

	@Parameter(label = "Rise time (s)", min = "0", description = "How fast they rise where the decay is given; 0: at once.")
	private double rise;

	@Parameter(label = "Pairing correlation", min = "0.01", max = "0.99", description = "Least correlation of dF/F0 of a soma and its dendrite.")
	private double correlation = PairingParameters.DEFAULT.correlation();

	@Parameter(label = "Channel", min = "1", description = "Channel of the calcium indicator, from 1.")
	private int channel = 1;

	@Parameter
	private ExchangeService exchange;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final List<Path> files = paths(input);
		if (!isGiven(rois) && files.size() == 1 && exchange.isForeign(files.get(0))) {
			final TracedRois traced = exchange.read(files.get(0)).with(openOptions().rateHz(), openOptions().pixelSizeUm());
			publish(new InputFiles(exchange.files(files.get(0))), folder -> new ExtractionRun(settings(true)).run(traced, folder, progress));
			return;
		}
		final Path set = set();
		final List<Path> all = new ArrayList<>(CorrectedRecording.sources(files, channel - 1));
		all.addAll(exchange.files(set));
		final InputFiles inputs = inputs(files, all);
		try (CorrectedRecording recording = CorrectedRecording.open(recordings(), files, openOptions(), channel - 1)) {
			final List<Roi> wanted = new RoiSet(exchange).read(set, recording.movie(0).width(), recording.movie(0).height());
			publish(inputs, folder -> {
				final ExtractionRun.Outcome outcome = new ExtractionRun(settings(isGiven(rois))).run(recording, wanted, folder, progress);
				Segment.plot(recording, progress).writePng(folder.stage("rois.png"), outcome.rois());
				return outcome;
			});
		}
	}

	private Path set() {
		if (!isGiven(rois) && !isGiven(output)) throw new ParameterException("rois", "must be given, or a result folder that has some");
		final Path set = isGiven(rois) ? rois.toPath() : output.toPath().resolve("rois.zip");
		if (!Files.exists(set)) throw new ParameterException("rois", isGiven(rois) ? "names " + rois + ", which does not exist"
			: "must be given, as " + output + " has no rois.zip; or run 'segment' first");
		return set;
	}

	@Override
	public String previewShows() {
		return SurroundPreview.shows();
	}

	@Override
	public Preview preview(final Progress progress) throws IOException {
		final List<Path> files = paths(input);
		if (!isGiven(rois) && files.size() == 1 && exchange.isForeign(files.get(0))) throw new ParameterException("input",
			"holds traces, which have their surrounds already");
		try (CorrectedRecording recording = CorrectedRecording.open(recordings(), files, openOptions(), channel - 1)) {
			return SurroundPreview.of(recording, new RoiSet(exchange).read(set(), recording.movie(0).width(), recording.movie(0).height()),
				NeuropilParameters.DEFAULT, progress);
		}
	}

	private interface Extraction {

		ExtractionRun.Outcome into(ResultFolder folder) throws IOException;
	}

	private void publish(final InputFiles inputs, final Extraction extraction) throws IOException {
		final RunRecord record = new RunRecord("extract", parameters());
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			final ExtractionRun.Outcome outcome = extraction.into(folder);
			outcome.warnings().forEach(this::warn);
			inputs.mustBeUnchanged();
			record.inputs(inputs).put("sampling", outcome.sampling()).put("pairs", outcome.pairs()).put("expected_false_pairs", outcome
				.expectedFalse()).put("events", outcome.events()).put("warnings", outcome.warnings());
			publish(folder, record);
			summarize(String.format(Locale.ROOT, "Read %d ROIs: %d events, %d soma-dendrite pairs (%.2f by chance).%nResults are in %s.", outcome
				.rois().size(), outcome.events(), outcome.pairs(), outcome.expectedFalse(), output));
		}
	}

	/** @param keepsNeurons ROIs that the user names keep their neurons; those of the folder itself are paired anew */
	private ExtractionRun.Settings settings(final boolean keepsNeurons) {
		final NeuropilParameters surround = neuropil < 0 ? NeuropilParameters.DEFAULT.fitted() : NeuropilParameters.DEFAULT.withCoefficient(
			neuropil);
		final BaselineParameters f0 = switch (baseline) {
			case "maximin" -> BaselineParameters.MAXIMIN;
			case "constant" -> BaselineParameters.CONSTANT;
			default -> BaselineParameters.DEFAULT;
		};
		return new ExtractionRun.Settings(surround, f0, DeconvolverParameters.DEFAULT.withKinetics(kinetics()), PairingParameters.DEFAULT
			.withCorrelation(correlation), keepsNeurons, threads());
	}

	/** Null where they are to be read off the traces. */
	private Kinetics kinetics() {
		if (decay == 0 && rise > 0) throw new ParameterException("rise", "needs the decay time too");
		if (rise > 0 && rise >= decay) throw new ParameterException("rise", "must be shorter than the decay time of " + decay +
			" s, not " + rise + " s");
		return decay == 0 ? null : new Kinetics(decay, rise);
	}
}

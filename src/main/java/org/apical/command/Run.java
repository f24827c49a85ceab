package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;

import org.apical.neuron.PairingParameters;
import org.apical.recording.Progress;
import org.apical.roi.DetectorParameters;
import org.apical.session.RunHistory;
import org.apical.session.Table;
import org.apical.trace.NeuropilParameters;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** From a recording to the traces and events of paired somas and dendrites, and with the task's log to the report, in one go. */
@Plugin(type = Command.class, name = "run", label = "Run all steps", headless = true,
	description = "Corrects motion, segments, extracts traces and, with the task's log, analyzes signals in one go; steps already done with the same parameters are not repeated.")
public final class Run extends MotionCommand {

	@Parameter(label = "Recording", style = "files",
		description = "Files, a folder or a glob of single-frame files; several files are consecutive parts of one recording.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter(label = "Sensitivity", min = "0.01", description = "1 is usual; more finds fainter activity and more false ROIs, less the reverse.")
	private double sensitivity = DetectorParameters.DEFAULT.sensitivity();

	@Parameter(label = "Least SNR", min = "0", description = "Least peak of an ROI's activity over its noise.")
	private double min_snr = DetectorParameters.DEFAULT.minSnr();

	@Parameter(label = "Silent somas too", description = "Also outline somas that show in the mean image but do not fire.")
	private boolean silent_somas;

	@Parameter(label = "Classifier", required = false, description = "Model made by 'train' from own labels; Apical's own if not given.")
	private File classifier;

	@Parameter(label = "Soma plane", min = "0", description = "Number of the plane through the somas, from 1; 0: not known.")
	private int soma_plane;

	@Parameter(label = "Dendrite plane", min = "0", description = "Number of the plane through the dendrites, from 1; 0: not known.")
	private int dendrite_plane;

	@Parameter(label = "Pairing correlation", min = "0.01", max = "0.99", description = "Least correlation of dF/F0 of a soma and its dendrite.")
	private double correlation = PairingParameters.DEFAULT.correlation();

	@Parameter(label = "Neuropil coefficient", min = "-1", max = "2", description = "Share of the surround taken out of each trace; -1: fitted for each ROI.")
	private double neuropil = NeuropilParameters.DEFAULT.coefficient();

	@Parameter(label = "Baseline", choices = { "percentile", "maximin", "constant" }, description = "How F0 follows the trace.")
	private String baseline = "percentile";

	@Parameter(label = "Indicator channel", min = "0", description = "Channel of the calcium indicator, from 1; 0: the reference channel.")
	private int indicator;

	@Parameter(label = "Trials", required = false, description = "Table of the task's trials; the signals are analyzed where it is given.")
	private File trials;

	@Parameter(label = "Frames", required = false, description = "The task's log of the frames; needed with the trials.")
	private File frames;

	@Parameter(label = "Populations", required = false, description = "Table or ROI set that says which neurons are P+ and P-.")
	private File populations;

	private final StringJoiner report = new StringJoiner(System.lineSeparator());

	@Override
	protected void execute(final Progress progress) throws IOException {
		// what is corrected is one file a plane and channel, whose layout and format are known
		final Map<String, Object> corrected = Map.of("input", new File[] { output }, "channel", indicator == 0 ? channel()
			: indicator, "planes", 0, "channels", 0, "format", "", "raw", "");
		step("correct", null, part(CorrectMotion.class, Map.of()));
		final CommandModule segment = part(Segment.class, corrected);
		segment.setInput("model", classifier);
		step("segment", "correct", segment);
		if (Table.read(output.toPath().resolve("rois.csv"), "label").rows().isEmpty()) {
			summarize(report.add("Without ROIs there is nothing to extract; try a higher sensitivity, or a lower min_snr.").toString());
			return;
		}
		step("extract", "segment", part(Extract.class, corrected));
		if (isGiven(trials) || isGiven(frames)) step("analyze", "extract", part(AnalyzeSignals.class, Map.of("input", output)));
		summarize(report.toString());
	}

	private void step(final String name, final String after, final CommandModule part) throws IOException {
		final boolean done = RunHistory.of(output.toPath()).isDone(name, parameters(part), after);
		report.add(done ? name + ": already done with these parameters." : run(part));
	}
}

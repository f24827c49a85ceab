package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.StringJoiner;

import org.apical.recording.Progress;
import org.apical.session.ResultFolder;
import org.apical.session.RunHistory;
import org.apical.session.Table;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** From a recording to the traces and events of paired somas and dendrites, and with the task's log to the report, in one go. */
@Plugin(type = Command.class, visible = false, name = "run", label = "Run all steps", headless = true,
	description = "Corrects motion, segments, extracts traces and, with the task's log, analyzes signals in one go; steps already done with the same parameters are not repeated.")
public final class Run extends PipelineCommand implements Previewed {

	@Parameter(label = "Recording", style = "files",
		description = "Files, a folder or a glob of single-frame files; several files are consecutive parts of one recording.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter(label = "Trials", required = false, description = "Table of the task's trials; the signals are analyzed where it is given.")
	private File trials;

	@Parameter(label = "Frames", required = false, description = "The task's log of the frames; needed with the trials.")
	private File frames;

	@Parameter(label = "Populations", required = false, description = "Table or ROI set that says which neurons are P+ and P-.")
	private File populations;

	@Parameter(label = "Animal", required = false, description = "Name of the animal; the name of the folder above the result folder if not given.")
	private String animal = "";

	@Parameter(label = "Session", required = false, description = "Name of the session; the result folder's name if not given.")
	private String session_name = "";

	@Parameter(label = "Day", min = "0", description = "Day of training.")
	private int day;

	private final StringJoiner report = new StringJoiner(System.lineSeparator());

	@Override
	protected void execute(final Progress progress) throws IOException {
		// takes away what a killed run left, also where all steps are done already
		ResultFolder.open(output.toPath()).close();
		step("correct", null, correct());
		step("segment", "correct", segment());
		if (Table.read(output.toPath().resolve("rois.csv"), "label").rows().isEmpty()) {
			summarize(report.add("Without ROIs there is nothing to extract; try a higher sensitivity, or a lower min_snr.").toString());
			return;
		}
		step("extract", "segment", part(Extract.class, corrected()));
		if (isGiven(trials) || isGiven(frames)) step("analyze", "extract", part(AnalyzeSignals.class, Map.of("input", output)));
		summarize(report.toString());
	}

	private CommandModule correct() {
		return part(CorrectMotion.class, Map.of());
	}

	private CommandModule segment() {
		final CommandModule segment = part(Segment.class, corrected());
		segment.setInput("model", classifier());
		return segment;
	}

	/** What is corrected is one file a plane and channel, whose layout and format are known. */
	private Map<String, Object> corrected() {
		return Map.of("input", new File[] { output }, "channel", indicatorChannel(), "planes", 0, "channels", 0, "format", "", "raw", "");
	}

	@Override
	public String previewShows() {
		return "Preview: motion of a few frames; where it is corrected already, ROIs";
	}

	/** Of the first step that is not done, or of the segmentation. */
	@Override
	public Preview preview(final Progress progress) throws IOException {
		final boolean isCorrected = isGiven(output) && RunHistory.of(output.toPath()).isDone("correct", parameters(correct()), null);
		return ((Previewed) (isCorrected ? segment() : correct()).getDelegateObject()).preview(progress);
	}

	private void step(final String name, final String after, final CommandModule part) throws IOException {
		final boolean done = RunHistory.of(output.toPath()).isDone(name, parameters(part), after);
		try {
			report.add(done ? name + ": already done with these parameters." : run(part));
		}
		catch (final UncheckedIOException e) {
			if (after == null) throw e;
			throw new UncheckedIOException(e.getMessage() + "; what was done up to '" + after + "' is kept in " + output, e.getCause());
		}
	}

	@Override
	protected String leftBehind() {
		return "steps that are done stay in " + output + "; run the same again to go on";
	}
}

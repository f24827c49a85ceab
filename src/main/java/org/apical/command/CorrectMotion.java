package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.motion.MotionSummary;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.report.MotionPlot;
import org.apical.session.ClusterService;
import org.apical.session.CorrectionRun;
import org.apical.session.CorrectionTrial;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.ShiftsTable;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Corrects the motion of a recording in files. */
@Plugin(type = Command.class, visible = false, name = "correct", label = "Correct motion", headless = true,
	description = "Corrects the motion of a two-photon recording: writes the corrected movie, shifts, template, mean image and quality figures.")
public final class CorrectMotion extends MotionCommand implements Previewed {

	@Parameter(label = "Recording", style = "files",
		description = "Files, a folder or a glob of single-frame files; several files are consecutive parts of one recording.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter
	private ClusterService machines;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("correct", parameters());
		final List<Path> files = paths(input);
		final List<Path> read = new ArrayList<>(files);
		if (template() != null) read.add(template().toPath());
		final InputFiles inputs = inputs(files, read);
		try (Recording recording = recordings().open(files, openOptions());
				Recording given = template() == null ? null : recordings().open(template().toPath(), OpenOptions.DEFAULT);
				ResultFolder folder = ResultFolder.open(output.toPath()))
		{
			recording.warnings().forEach(this::warn);
			final CorrectionRun here = new CorrectionRun(motionParameters(), channel() - 1, given);
			final CorrectionRun run = machines.cluster().map(cluster -> here.on(cluster, files, openOptions())).orElse(here);
			final List<CorrectionRun.Plane> results = run.run(recording, folder, progress);
			for (final CorrectionRun.Plane plane : results) plot(plane, folder);
			inputs.mustBeUnchanged();
			record.inputs(inputs).put("quality", results.stream().map(CorrectionRun.Plane::quality).toList()).put("warnings", recording
				.warnings());
			inputs.mustNotBeIn(folder);
			publish(folder, record);
			summarize(summary(results, recording));
		}
	}

	@Override
	public String previewShows() {
		return MotionPreview.shows();
	}

	/** Of every plane, in the middle of the recording. */
	@Override
	public Preview preview(final Progress progress) throws IOException {
		final List<Path> files = paths(input);
		final MotionPreview preview = new MotionPreview();
		try (Recording recording = recordings().open(files, openOptions());
				Recording given = template() == null ? null : recordings().open(template().toPath(), OpenOptions.DEFAULT))
		{
			final CorrectionTrial trial = new CorrectionTrial(motionParameters(), channel() - 1, given);
			for (int p = 0; p < recording.planes(); p++) preview.add(trial, recording, p, recording.movie(p, 0).frames() / 2, progress);
		}
		return preview.preview();
	}

	private static void plot(final CorrectionRun.Plane plane, final ResultFolder folder) throws IOException {
		final List<ShiftsTable.Row> shifts = ShiftsTable.read(folder.stage("shifts" + plane.suffix() + ".csv"));
		final MotionPlot plot = new MotionPlot(plane, shifts);
		plot.writePng(folder.stage("motion" + plane.suffix() + ".png"));
		plot.writeSvg(folder.stage("motion" + plane.suffix() + ".svg"));
	}

	private String summary(final List<CorrectionRun.Plane> planes, final Recording recording) {
		final int frames = planes.stream().mapToInt(p -> p.summary().frames()).sum();
		final int bad = planes.stream().mapToInt(p -> p.summary().badFrames()).sum();
		final CorrectionRun.Plane first = planes.get(0);
		final MotionSummary s = first.summary();
		final String movie = recording.planes() * recording.channels() == 1 ? "corrected.tif" : "corrected-p1-c1.tif";
		final String model = motionParameters().model().name().toLowerCase(Locale.ROOT);
		return String.format(Locale.ROOT, "Corrected %d frame%s (%s), %d marked bad; crispness of the mean %.3g -> %.3g, correlation to it %.2f -> " +
			"%.2f.%nResults are in %s: open %s in ImageJ, motion%s.png for a look.", frames, frames == 1 ? "" : "s", model, bad, s
				.crispnessBefore(), s.crispnessAfter(), s.correlationBefore(), s.correlationAfter(), output, movie, first.suffix());
	}
}

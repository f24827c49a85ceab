package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.apical.motion.Interpolation;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionSummary;
import org.apical.recording.FrameStream;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingService;
import org.apical.report.MotionPlot;
import org.apical.session.CorrectionRun;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.ShiftsTable;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Corrects the motion of a recording in files. */
@Plugin(type = Command.class, name = "correct", label = "Correct motion", headless = true,
	description = "Corrects the motion of a two-photon recording: writes the corrected movie, shifts, template, mean image and quality figures.")
public final class CorrectMotion extends ApicalCommand {

	@Parameter(label = "Recording", style = "files",
		description = "Files, a folder or a glob of single-frame files; several files are consecutive parts of one recording.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter(label = "Motion model", choices = { "lines", "rigid", "blocks" },
		description = "lines: each row moves by itself (resonant or galvo scan); rigid: whole frames; blocks: tissue deforms.")
	private String model = "lines";

	@Parameter(label = "Largest shift (px)", min = "1", description = "Largest displacement from the template, px.")
	private double max_shift = MotionParameters.DEFAULT.maxShiftPx();

	@Parameter(label = "Correct bidirectional scan phase",
		description = "Estimate and remove the offset between odd and even lines of a bidirectional scan first.")
	private boolean scan_phase;

	@Parameter(label = "Interpolation", choices = { "nearest", "linear" },
		description = "nearest: whole pixels, noise and sharpness stay; linear: no motion is left, but frames are blurred.")
	private String interpolation = "nearest";

	@Parameter(label = "Template", required = false,
		description = "Image to align to, such as another day's template.tif; made from the recording if not given.")
	private File template;

	@Parameter(label = "Reference channel", min = "1", description = "Channel that the motion is estimated in, from 1; it drives the others.")
	private int channel = 1;

	@Parameter(label = "Planes", min = "0", description = "Planes recorded alternately; 0: as the file says.")
	private int planes;

	@Parameter(label = "Channels", min = "0", description = "Interleaved channels; 0: as the file says.")
	private int channels;

	@Parameter(label = "Frame rate (Hz)", min = "0", description = "Frames per second of one plane; 0: as the file says.")
	private double rate;

	@Parameter(label = "Pixel size (µm)", min = "0", description = "Edge of a pixel in µm; 0: as the file says.")
	private double pixel_size;

	@Parameter(label = "Threads", min = "0", description = "Number of threads; 0: all processors.")
	private int threads;

	@Parameter(label = "Fill value", description = "Value of pixels at the edges that were never imaged; NaN: the template's median.")
	private double fill = MotionParameters.DEFAULT.fill();

	@Parameter(label = "File format", required = false, description = "Key of the file format, if it shall not be found by looking at the file.")
	private String format = "";

	@Parameter(label = "Shape of a raw file", required = false,
		description = "WIDTHxHEIGHT:TYPE of a file without header, such as 512x796:uint16; 'be' after the type: big endian, +BYTES: header to skip.")
	private String raw = "";

	@Parameter
	private RecordingService recordingService;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("correct", parameters());
		final OpenOptions options = RecordingOptions.of(planes, channels, rate, pixel_size, format, raw);
		final List<File> files = new ArrayList<>(Arrays.asList(input));
		final boolean aligned = template != null && !template.getPath().isEmpty();
		if (aligned) files.add(template);
		final InputFiles inputs = new InputFiles(files.stream().map(File::toPath).toList());
		try (Recording recording = open(options);
				Recording given = aligned ? recordingService.open(template.toPath(), OpenOptions.DEFAULT) : null;
				ResultFolder folder = ResultFolder.open(output.toPath()))
		{
			recording.warnings().forEach(this::warn);
			final List<CorrectionRun.Plane> results = new CorrectionRun(motionParameters(), channel - 1, given).run(recording, folder, progress);
			for (final CorrectionRun.Plane plane : results) plot(plane, folder);
			inputs.mustBeUnchanged();
			record.inputs(inputs.inputs()).put("quality", results.stream().map(CorrectionRun.Plane::quality).toList()).put("warnings", recording
				.warnings());
			record.write(folder.stage("run.json"), folder.names());
			inputs.mustNotBeIn(folder);
			folder.publish();
			summarize(summary(results, recording));
		}
	}

	private Recording open(final OpenOptions options) throws IOException {
		return input.length == 1 ? recordingService.open(input[0].toPath(), options) : recordingService.open(Arrays.stream(input).map(
			File::toPath).toList(), options);
	}

	private MotionParameters motionParameters() {
		return MotionParameters.DEFAULT.withModel(MotionModel.valueOf(model.toUpperCase(Locale.ROOT))).withMaxShift(max_shift)
			.withScanPhase(scan_phase).withInterpolation(Interpolation.valueOf(interpolation.toUpperCase(Locale.ROOT))).withFill(
				fill).withThreads(threads == 0 ? FrameStream.defaultThreads() : threads);
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
		return String.format(Locale.ROOT, "Corrected %d frame%s (%s), %d marked bad; crispness of the mean %.3g -> %.3g, correlation to it %.2f -> " +
			"%.2f.%nResults are in %s: open %s in ImageJ, motion%s.png for a look.", frames, frames == 1 ? "" : "s", model, bad, s
				.crispnessBefore(), s.crispnessAfter(), s.correlationBefore(), s.correlationAfter(), output, movie, first.suffix());
	}
}

package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import org.apical.motion.MotionParameters;
import org.apical.neuron.PairingParameters;
import org.apical.recording.Progress;
import org.apical.roi.DetectorParameters;
import org.apical.session.InputFiles;
import org.apical.session.StepLog;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** From a recording to the traces and events of paired somas and dendrites in one go. */
@Plugin(type = Command.class, name = "run", label = "Run all steps", headless = true,
	description = "Corrects motion, segments and extracts traces in one go; steps already done with the same parameters are not repeated.")
public final class Run extends CompositeCommand {

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

	@Parameter(label = "Correct bidirectional scan phase", description = "Remove the offset between odd and even lines of a bidirectional scan first.")
	private boolean scan_phase;

	@Parameter(label = "Sensitivity", min = "0.01", description = "1 is usual; more finds fainter activity and more false ROIs, less the reverse.")
	private double sensitivity = DetectorParameters.DEFAULT.sensitivity();

	@Parameter(label = "Least SNR", min = "0", description = "Least peak of an ROI's activity over its noise.")
	private double min_snr = DetectorParameters.DEFAULT.minSnr();

	@Parameter(label = "Soma plane", min = "0", description = "Number of the plane through the somas, from 1; 0: not known.")
	private int soma_plane;

	@Parameter(label = "Dendrite plane", min = "0", description = "Number of the plane through the dendrites, from 1; 0: not known.")
	private int dendrite_plane;

	@Parameter(label = "Pairing correlation", min = "0.01", max = "0.99", description = "Least correlation of dF/F0 of a soma and its dendrite.")
	private double correlation = PairingParameters.DEFAULT.correlation();

	@Parameter(label = "Channel", min = "1", description = "Channel of the calcium indicator, from 1; the motion is estimated in it.")
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

	private final StringJoiner report = new StringJoiner(System.lineSeparator());

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path folder = output.toPath();
		final StepLog log = new StepLog(folder);
		final File[] corrected = { output };
		final List<InputFiles.Input> files = new InputFiles(Arrays.stream(input).map(File::toPath).toList()).inputs();
		step(log, CorrectMotion.class, files, "input", input, "output", output, "model", model, "max_shift", max_shift, "scan_phase", scan_phase,
			"channel", channel, "planes", planes, "channels", channels, "rate", rate, "pixel_size", pixel_size, "threads", threads);
		step(log, Segment.class, files, "input", corrected, "output", output, "sensitivity", sensitivity, "min_snr", min_snr, "soma_plane",
			soma_plane, "dendrite_plane", dendrite_plane, "channel", channel, "rate", rate, "pixel_size", pixel_size, "threads", threads);
		step(log, Extract.class, fingerprint(folder), "input", corrected, "output", output, "correlation", correlation, "channel", channel,
			"rate", rate, "pixel_size", pixel_size, "threads", threads);
		summarize(report.toString());
	}

	/** @param source what the step reads; ROIs edited since are read again */
	private void step(final StepLog log, final Class<? extends ApicalCommand> command, final Object source, final Object... inputs)
		throws IOException
	{
		final String name = command.getSimpleName();
		final List<String> values = Arrays.stream(inputs).map(v -> v instanceof File[] f ? Arrays.toString(f) : v.toString()).toList();
		if (log.isDone(name, Map.of("source", source, "inputs", values))) {
			report.add(name + ": already done with these parameters.");
			return;
		}
		report.add((String) run(command, inputs).getOutput("summary"));
		log.done(name, Map.of("source", command == Extract.class ? fingerprint(output.toPath()) : source, "inputs", values));
	}

	/** Tells the ROI set's versions apart: 'extract' writes it anew with the neurons' numbers, a user may edit it. */
	private static String fingerprint(final Path folder) throws IOException {
		final Path rois = folder.resolve("rois.zip");
		return Files.exists(rois) ? Files.size(rois) + " bytes of " + Files.getLastModifiedTime(rois) : "none";
	}
}

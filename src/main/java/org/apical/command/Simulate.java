package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.Locale;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SimulationFiles;
import org.apical.simulate.SimulationParameters;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes a simulated two-photon recording with its truth. */
@Plugin(type = Command.class, name = "simulate", label = "Simulate recording", headless = true,
	description = "Writes a simulated two-photon recording of moving, active tissue with its truth, and the bound on its shifts.")
public final class Simulate extends ApicalCommand {

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the recording, made where it does not exist.")
	private File output;

	@Parameter(label = "Scene", choices = { "sparse", "dense", "two-plane", "line-motion", "blocks", "drift", "jumps" },
		description = "Tissue and movement to start from.")
	private String scene = "sparse";

	@Parameter(label = "Width (px)", min = "16", description = "Pixels in a row.")
	private int width = 512;

	@Parameter(label = "Height (px)", min = "16", description = "Rows of a frame.")
	private int height = 512;

	@Parameter(label = "Frames", min = "1", description = "Frames of each plane.")
	private int frames = 1000;

	@Parameter(label = "Frame rate (Hz)", min = "0", description = "Frames per second of one plane; 0: the scene's own.")
	private double rate;

	@Parameter(label = "Photons per pixel", min = "0.001", description = "Mean photons per pixel and frame.")
	private double photons = 4;

	@Parameter(label = "Channels", min = "1", max = "2", description = "2 adds a red marker without activity.")
	private int channels = 1;

	@Parameter(label = "Motion of rows (px)", min = "-1", description = "RMS of the rows' motion within a frame; -1: the scene's own.")
	private double line_motion = -1;

	@Parameter(label = "Scan phase (px)", description = "Columns by which odd rows stand to the right of even ones.")
	private double scan_phase;

	@Parameter(label = "Seed", description = "Equal seeds give equal recordings.")
	private int seed = 1;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("simulate", parameters());
		final SimulationParameters parameters = simulation();
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			final SimulationFiles.Summary result = SimulationFiles.write(parameters, folder::stage, FrameStream.defaultThreads(), progress);
			record.put("truth", result);
			record.write(folder.stage("run.json"), folder.names());
			folder.publish();
			final int planes = parameters.scene().planes();
			summarize(String.format(Locale.ROOT, "Simulated %d frames of %d x %d pixels with %d structures of %d neurons; the bound on a shift's " +
				"error (Cramér-Rao) is %.4f px.%nThe recording is in %s: open movie.tif%s; truth.csv tells each frame's shift and bound.", result
					.frames(), width, height, result.rois(), result.neurons(), result.medianBoundPx(), output, planes * channels == 1 ? ""
						: " (correct it with --planes " + planes + " --channels " + channels + ")"));
		}
	}

	private SimulationParameters simulation() {
		SimulationParameters p = SimulationParameters.preset(scene).withSize(width, height).withFrames(frames).withPhotons(photons)
			.withChannels(channels).withSeed(seed);
		MovementParameters movement = p.movement().withScanPhase(scan_phase, p.movement().scanPhaseDriftPx());
		if (line_motion >= 0) movement = movement.withLines(line_motion, movement.knotsPerFrame());
		if (rate > 0) p = p.withRate(rate);
		return p.withMovement(movement);
	}
}

package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.Locale;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.session.ExperimentFiles;
import org.apical.session.FilmFiles;
import org.apical.session.PowerStudy;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.simulate.ActivityParameters;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.ExperimentParameters.Rule;
import org.apical.simulate.ExperimentParameters.Signal;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SimulationFiles;
import org.apical.simulate.SimulationParameters;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes a simulated two-photon recording with its truth, or a whole experiment of mice that learn. */
@Plugin(type = Command.class, visible = false, name = "simulate", label = "Simulate recording", headless = true,
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

	@Parameter(label = "Pixel size (µm)", min = "0.1", description = "Edge of a pixel in µm.")
	private double pixel_size = 1;

	@Parameter(label = "Photons per pixel", min = "0.001", description = "Mean photons per pixel and frame.")
	private double photons = 4;

	@Parameter(label = "Channels", min = "1", max = "2", description = "2 adds a red marker without activity.")
	private int channels = 1;

	@Parameter(label = "Motion of rows (px)", min = "-1", description = "RMS of the rows' motion within a frame; -1: the scene's own.")
	private double line_motion = -1;

	@Parameter(label = "Scan phase (px)", description = "Columns by which odd rows stand to the right of even ones.")
	private double scan_phase;

	@Parameter(label = "Decay by thickness", min = "0", max = "1",
		description = "How far thin parts decay faster than somas: 0 not at all, 1 in proportion to volume over surface.")
	private double decay_by_thickness;

	@Parameter(label = "Seed", description = "Equal seeds give equal recordings.")
	private int seed = 1;

	@Parameter(label = "Whole experiment", description = "Simulate mice that learn over days, as result folders with traces, events and the task's log instead of a movie.")
	private boolean experiment;

	@Parameter(label = "Movies", description = "Experiment: film the sessions: movies of two planes in place of traces and events.")
	private boolean film;

	@Parameter(label = "Animals", min = "1", description = "Experiment: number of mice.")
	private int animals = ExperimentParameters.DEFAULT.animals();

	@Parameter(label = "Days", min = "1", description = "Experiment: sessions of each mouse.")
	private int days = ExperimentParameters.DEFAULT.days();

	@Parameter(label = "Neurons of each population", min = "1", description = "Experiment: P+ neurons of each mouse, and as many P- neurons.")
	private int per_population = ExperimentParameters.DEFAULT.perRole();

	@Parameter(label = "Other neurons", min = "0", description = "Experiment: P0 neurons of each mouse.")
	private int others = ExperimentParameters.DEFAULT.others();

	@Parameter(label = "Events per minute", min = "0.01", description = "Experiment: mean event rate of a neuron.")
	private double events = ExperimentParameters.DEFAULT.eventsPerMinute();

	@Parameter(label = "Session length (frames)", min = "1000", description = "Experiment: frames of a session.")
	private int session_length = ExperimentParameters.DEFAULT.frames();

	@Parameter(label = "Baseline (frames)", min = "0", description = "Experiment: frames of a session before its first trial; 0: a third, 12,000 at most.")
	private int baseline;

	@Parameter(label = "Dendritic signal", choices = { "vector", "scalar", "absent" },
		description = "Experiment: what the dendrites are told while the error falls or grows.")
	private String signal = "vector";

	@Parameter(label = "Separation (z)", description = "Experiment: P+ contrast minus P- contrast that is planted.")
	private double separation = ExperimentParameters.DEFAULT.separation();

	@Parameter(label = "Learning rule", choices = { "vector_gradient", "scalar_reward", "target_difference", "none" },
		description = "Experiment: what the neurons' activity follows from day to day.")
	private String rule = "vector_gradient";

	@Parameter(label = "Motion artefact (z)", min = "0", description = "Experiment: how much running adds to dendritic magnitudes.")
	private double motion_artefact;

	@Parameter(label = "Neuropil artefact (z)", min = "0", description = "Experiment: how much the readout's change leaks into dendritic magnitudes.")
	private double neuropil_artefact;

	@Parameter(label = "Experiments for a power study", min = "0",
		description = "Experiment: simulate and analyse this many and write how often the tests find a signal (power.csv); 0: write one experiment.")
	private int power;

	@Override
	protected void execute(final Progress progress) throws IOException {
		if (experiment) experiment(progress);
		else recording(progress);
	}

	private void recording(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("simulate", parameters());
		final SimulationParameters parameters = simulation();
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			final SimulationFiles.Summary result = SimulationFiles.write(parameters, folder::stage, FrameStream.defaultThreads(), progress);
			publish(folder, record.put("truth", result));
			final int planes = parameters.scene().planes();
			summarize(String.format(Locale.ROOT, "Simulated %d frames of %d x %d pixels with %d structures of %d neurons; the bound on a shift's " +
				"error (Cramér-Rao) is %.4f px.%nThe recording is in %s: open movie.tif%s; truth.csv tells each frame's shift and bound.", result
					.frames(), width, height, result.rois(), result.neurons(), result.medianBoundPx(), output, planes * channels == 1 ? ""
						: " (correct it with --planes " + planes + " --channels " + channels + ")"));
		}
	}

	private void experiment(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("simulate", parameters());
		final ExperimentParameters mice = mice();
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			if (power > 0) {
				final PowerStudy study = PowerStudy.run(mice, power, FrameStream.defaultThreads(), progress);
				study.table().write(folder.stage("power.csv"));
				summarize(String.format(Locale.ROOT, "%d experiments: the paired t test over animals found a signal in %.3f, the sign-flip test in %.3f.%n" +
					"All tests are in %s.", power, study.found(PowerStudy.PAIRED_T), study.found(PowerStudy.SIGN_FLIP), folder.path().resolve("power.csv")));
			}
			else if (film) {
				new FilmFiles(mice, tissue()).write(output.toPath(), progress);
				summarize(String.format("Filmed %d mice over %d days.%nThe sessions are in %s: 'run' each folder's movie.tif with its log.", animals,
					days, output));
			}
			else {
				new ExperimentFiles(mice).write(output.toPath(), progress);
				summarize(String.format("Simulated %d mice over %d days.%nThe sessions are in %s: analyze each folder, then group them all.", animals,
					days, output));
			}
			publish(folder, record);
		}
	}

	private ExperimentParameters mice() {
		final ExperimentParameters usual = ExperimentParameters.DEFAULT;
		return usual.withSize(animals, days, session_length, baseline > 0 ? baseline : Math.min(usual.baselineFrames(), session_length / 3)).withRate(rate > 0 ? rate
			: usual.rateHz()).withNeurons(per_population, others, events).withSignal(Signal.valueOf(signal.toUpperCase(Locale.ROOT)),
				separation).withRule(Rule.valueOf(rule.toUpperCase(Locale.ROOT))).withArtefacts(motion_artefact, neuropil_artefact).withSeed(
					seed);
	}

	/** Two planes crowded enough that somas and their own dendrites are in view together. */
	private SimulationParameters tissue() {
		final SimulationParameters p = SimulationParameters.preset("two-plane");
		return p.withScene(p.scene().withSize(width, height).withPixelUm(pixel_size).withDensity(450, 400, 80).withNeuropil(0.5).withPaired(1).withSilent(0)
			.withSeed(seed)).withPhotons(photons).withMovement(MovementParameters.STILL.withDrift(1.5, 500).withJitter(0.3)).withActivity(activity(p)).withSeed(seed);
	}

	private ActivityParameters activity(final SimulationParameters p) {
		return p.activity().withDecayByThickness(decay_by_thickness);
	}

	private SimulationParameters simulation() {
		SimulationParameters p = SimulationParameters.preset(scene).withSize(width, height).withFrames(frames).withPhotons(photons)
			.withChannels(channels).withSeed(seed);
		p = p.withScene(p.scene().withPixelUm(pixel_size));
		MovementParameters movement = p.movement().withScanPhase(scan_phase, p.movement().scanPhaseDriftPx());
		if (line_motion >= 0) movement = movement.withLines(line_motion, movement.knotsPerFrame());
		if (rate > 0) p = p.withRate(rate);
		return p.withMovement(movement).withActivity(activity(p));
	}
}

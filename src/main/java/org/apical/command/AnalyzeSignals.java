package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.report.Figure;
import org.apical.report.SessionReport;
import org.apical.session.AnalysisFiles;
import org.apical.session.AnalysisInput;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.SignalFiles;
import org.apical.session.exchange.ExchangeService;
import org.apical.signal.Controls.Control;
import org.apical.signal.LineFit;
import org.apical.signal.NetworkDecoder;
import org.apical.signal.SdResidual;
import org.apical.signal.SessionData;
import org.apical.signal.SessionSignals;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Analyses the dendrites' signals of one session. */
@Plugin(type = Command.class, visible = false, name = "analyze", label = "Analyze vectorized signals", headless = true,
	description = "Reads a result folder and the log of the task: residuals of the dendrites, decoding, epochs, vector test, controls, report.html.")
public final class AnalyzeSignals extends ReportCommand {

	@Parameter(label = "Result folder", style = "directory",
		description = "Folder with rois.csv, events.csv and spks.npy; or results of suite2p or CaImAn, which are first brought into that form.")
	private File input;

	@Parameter(label = "Output folder", style = "directory", required = false, description = "Folder for the results; the result folder itself if not given.")
	private File output;

	@Parameter(label = "Trials", required = false, description = "Table of the trials; trials.csv of the result folder if not given.")
	private File trials;

	@Parameter(label = "Frames", required = false, description = "Log of the frames; frames.csv of the result folder if not given.")
	private File frames;

	@Parameter(label = "Populations", required = false, description = "Table label,population (P+, P-, P0); populations.csv of the result folder if not given.")
	private File populations;

	@Parameter(label = "Tracks", required = false,
		description = "tracks.csv of 'track', so that neurons and P+ and P- are those of all days; needs the day.")
	private File tracks;

	@Parameter(label = "Animal", required = false, description = "Name of the animal; the name of the folder above the result folder if not given.")
	private String animal = "";

	@Parameter(label = "Session", required = false, description = "Name of the session; the result folder's name if not given.")
	private String session_name = "";

	@Parameter(label = "Day", min = "0", description = "Day of training.")
	private int day;

	@Parameter(label = "Frame rate (Hz)", min = "0", description = "Frames per second of a plane; 0: by the log's clock.")
	private double rate;

	@Parameter(label = "Line fit", choices = { "least_squares", "robust", "errors_in_variables" },
		description = "How the dendrite's magnitude is fitted to the soma's; least_squares as published.")
	private String fit = "least_squares";

	@Parameter(label = "Fewest events", min = "4", description = "Fewest coincident events of a neuron that is analysed.")
	private int min_events = SdResidual.Parameters.DEFAULT.minEvents();

	@Parameter(label = "Label permutations", min = "0", description = "Permutations of each neuron's decoder; 0: no test.")
	private int permutations = NetworkDecoder.Parameters.DEFAULT.permutations();

	@Parameter(label = "Controls left out", required = false,
		description = "Controls not to make, by name and separated by commas: time_shuffle, role_shuffle, equal_soma, matched_p0, split_p0, " +
			"large_error, small_error, dff_magnitudes, motion_removed, locomotion.")
	private String without = "";

	@Parameter(label = "Seed", description = "Seed of all random draws; the same seed gives the same numbers.")
	private long seed = NetworkDecoder.Parameters.DEFAULT.seed();

	@Parameter(label = "Threads", min = "0", description = "Number of threads; 0: all processors. Results do not depend on it.")
	private int threads;

	@Parameter
	private ExchangeService exchange;

	@Override
	protected void execute(final Progress progress) throws IOException {
		mustHaveScreen();
		final RunRecord record = new RunRecord("analyze", parameters());
		final SessionSignals.Parameters chosen = signalParameters();
		final Path folderPath = results().toAbsolutePath().normalize();
		final AnalysisFiles own = AnalysisFiles.of(folderPath).with(path(trials), path(frames), path(populations));
		if (isGiven(tracks) && day == 0) throw new ParameterException("day", "must be given with tracks, as 'track' counted it");
		final AnalysisFiles files = isGiven(tracks) ? own.withTracks(tracks.toPath()) : own;
		final SessionData data = AnalysisInput.read(files, name(animal, folderPath.getParent()), name(session_name, folderPath), day == 0
			? Double.NaN : day, rate);
		final SessionSignals signals = SessionSignals.of(data, chosen, progress);
		signals.gaps().forEach(this::warn);
		try (ResultFolder folder = ResultFolder.open(path(output) == null ? folderPath : output.toPath())) {
			SignalFiles.write(signals, folder);
			final List<Figure> figures = new SessionReport(signals, seed).write(folder);
			publish(folder, record.inputs(new InputFiles(files.all())).put("signals", SignalFiles.summary(signals)));
			show(figures);
			summarize(summary(signals) + String.format("%nResults are in %s: open report.html.", folder.path()));
		}
	}

	/** The folder to read: another program's results are extracted into the output folder first. */
	private Path results() {
		if (!exchange.isForeign(input.toPath())) return input.toPath();
		if (path(output) == null) throw new ParameterException("output", "must be given, as " + input + " holds another program's results");
		run(part(Extract.class, Map.of("input", new File[] { input })));
		return output.toPath();
	}

	private SessionSignals.Parameters signalParameters() {
		final EnumSet<Control> controls = EnumSet.allOf(Control.class);
		for (final String name : without.split(","))
			if (!name.isBlank()) controls.remove(control(name.trim()));
		return SessionSignals.Parameters.DEFAULT.withFit(new SdResidual.Parameters(LineFit.valueOf(fit.toUpperCase(Locale.ROOT)),
			min_events)).withDecoder(NetworkDecoder.Parameters.DEFAULT.withPermutations(permutations).withSeed(seed).withThreads(
				threads == 0 ? FrameStream.defaultThreads() : threads)).withControls(controls);
	}

	private static Control control(final String name) {
		for (final Control control : Control.values())
			if (control.name().equalsIgnoreCase(name)) return control;
		throw new ParameterException("without", "names no control: '" + name + "'");
	}

	private static Path path(final File file) {
		return isGiven(file) ? file.toPath() : null;
	}

	private static String name(final String given, final Path folder) {
		return !given.isBlank() ? given.trim() : folder == null || folder.getFileName() == null ? "unnamed" : folder.getFileName()
			.toString();
	}

	private static String summary(final SessionSignals signals) {
		if (signals.vector() == null) return signals.residuals().size() + " events with a residual; no vector test, see the report.";
		return String.format(Locale.ROOT, "%d events with a residual; P+ contrast %.3f z, P- contrast %.3f z, separation %.3f z (role permutation p = %.3g).",
			signals.residuals().size(), signals.vector().contrast().plus(), signals.vector().contrast().minus(), signals.vector().contrast()
				.separation(), signals.vector().p());
	}
}

package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.apical.recording.Progress;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Corrects the sample recording and takes a small day of the BCI task to its report; what is not at hand is simulated. */
@Plugin(type = Command.class, visible = false, name = "demo", label = "Demo", headless = true,
	description = "Corrects a small shaky recording, and goes from the movie of a simulated two-plane BCI session to the report, to see what Apical does.")
public final class Demo extends ApicalCommand {

	@Parameter(label = "Sample recording", description = "A small shaky recording; one is simulated where the file does not exist.")
	private File sample = new File("sample-data/movie.tif");

	@Parameter(label = "Sample session", style = "directory",
		description = "A day of the task: movie.tif, trials.csv, frames.csv, populations.csv; one is simulated where the folder does not exist.")
	private File bci_day = new File("sample-data/bci/mouse1/day1");

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output = new File("demo-results");

	@Override
	protected void execute(final Progress progress) throws IOException {
		final File simulated = new File(output, "simulated");
		if (!sample.exists()) {
			run(part(Simulate.class, Map.of("output", simulated, "scene", "line-motion", "width", 160, "height", 160, "frames", 150)));
			sample = new File(simulated, "movie.tif");
		}
		final String corrected = run(part(CorrectMotion.class, Map.of("input", new File[] { sample })));
		if (!bci_day.exists()) {
			run(part(Simulate.class, day(simulated)));
			bci_day = new File(simulated, "mouse1/day1");
		}
		final String analyzed = run(part(Run.class, Map.of("input", new File[] { new File(bci_day, "movie.tif") }, "output", new File(output,
			"mouse1/day1"), "planes", 2, "model", "rigid", "soma_plane", 1, "dendrite_plane", 2, "trials", new File(bci_day, "trials.csv"),
			"frames", new File(bci_day, "frames.csv"), "populations", new File(bci_day, "populations.csv"))));
		summarize(String.format("%s%n%s%nThe session's report is in %s: open report.html in a browser.", corrected, analyzed, new File(output,
			"mouse1/day1")));
	}

	/** As sample-data/bci was made. */
	private static Map<String, Object> day(final File folder) {
		final Map<String, Object> day = new HashMap<>(Map.of("output", folder, "experiment", true, "film", true, "animals", 1, "days", 1,
			"session_length", 1800, "baseline", 360, "width", 84, "height", 84));
		day.putAll(Map.of("rate", 8.0, "pixel_size", 2.2, "photons", 3.0, "per_population", 4, "others", 3, "events", 10.0, "separation", 2.0));
		return day;
	}
}

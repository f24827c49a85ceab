package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.Map;

import org.apical.recording.Progress;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Corrects the sample recording, or a simulated one where it is not at hand. */
@Plugin(type = Command.class, name = "demo", label = "Demo", headless = true,
	description = "Corrects a small shaky sample recording, to see what Apical does.")
public final class Demo extends ApicalCommand {

	@Parameter(label = "Sample recording", description = "A small shaky recording; one is simulated where the file does not exist.")
	private File sample = new File("sample-data/movie.tif");

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output = new File("demo-results");

	@Override
	protected void execute(final Progress progress) throws IOException {
		if (!sample.exists()) {
			final File folder = new File(output, "simulated");
			run(part(Simulate.class, Map.of("output", folder, "scene", "line-motion", "width", 160, "height", 160, "frames", 150)));
			sample = new File(folder, "movie.tif");
		}
		summarize(run(part(CorrectMotion.class, Map.of("input", new File[] { sample }))));
	}
}

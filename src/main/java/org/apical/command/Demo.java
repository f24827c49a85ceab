package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.CancellationException;

import org.apical.recording.Progress;
import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
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

	@Parameter
	private CommandService commands;

	@Parameter
	private ModuleService modules;

	private volatile Cancelable running;

	@Override
	protected void execute(final Progress progress) throws IOException {
		if (!sample.exists()) {
			final File folder = new File(output, "simulated");
			run(Simulate.class, "output", folder, "scene", "line-motion", "width", 160, "height", 160, "frames", 150);
			sample = new File(folder, "movie.tif");
		}
		summarize((String) run(CorrectMotion.class, "input", new File[] { sample }, "output", output).getOutput("summary"));
	}

	private Module run(final Class<? extends ApicalCommand> command, final Object... inputs) {
		final Module module = modules.createModule(commands.getCommand(command));
		for (int i = 0; i < inputs.length; i += 2) module.setInput((String) inputs[i], inputs[i + 1]);
		running = (Cancelable) module;
		if (isCanceled()) running.cancel(getCancelReason());
		module.run();
		if (running.isCanceled()) throw new CancellationException(running.getCancelReason());
		return module;
	}

	@Override
	public void cancel(final String reason) {
		super.cancel(reason);
		if (running != null) running.cancel(reason);
	}
}

package org.apical.command;

import java.io.File;
import java.io.IOException;

import org.apical.recording.Progress;
import org.apical.session.BciReplay;
import org.apical.session.BciServices;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs a recorded closed-loop session through the same code again. */
@Plugin(type = Command.class, visible = false, name = "replay", label = "Replay closed loop", headless = true,
	description = "Runs the frames of a closed-loop session through the same code again; fails where any decision comes out differently.")
public final class Replay extends ApicalCommand {

	@Parameter(label = "Session folder", style = "directory", description = "Folder that 'bci' has filled.")
	private File input;

	@Parameter(label = "Recording", required = false, description = "The microscope's own recording, where the session kept no frames.")
	private File recording;

	@Parameter
	private Context context;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final boolean given = recording != null && !recording.getPath().isEmpty();
		summarize(new BciReplay(input.toPath(), BciServices.of(context)).run(given ? recording.toPath() : null, progress));
	}
}

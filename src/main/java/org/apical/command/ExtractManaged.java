package org.apical.command;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import java.awt.HeadlessException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.session.CorrectedRecording;
import org.apical.session.RoiZip;
import org.apical.trace.NeuropilParameters;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Reads the traces of what the ROI Manager holds, hand-drawn or edited: group 1 is a soma, 2 a trunk, 3 a dendrite, others
 * are classified; ROIs with the same property {@code neuron} belong together, those without are paired.
 */
@Plugin(type = Command.class, visible = false, label = "Extract traces of ROI Manager", headless = true,
	description = "Reads traces and events of the ROIs in the ROI Manager. Group 1: soma, 2: trunk, 3: dendrite; property neuron: parts of one neuron.")
public final class ExtractManaged extends RecordingCommand implements Previewed {

	private static final String SET = "edited-rois.zip";

	@Parameter(label = "Corrected recording", style = "files", description = "Result folder of 'correct', or files corrected elsewhere.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results; the ROIs go there too, as edited-rois.zip.")
	private File output;

	@Parameter(label = "Channel", min = "1", description = "Channel of the calcium indicator, from 1.")
	private int channel = 1;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Roi[] managed = managed();
		Files.createDirectories(output.toPath());
		final Path set = output.toPath().resolve(SET);
		RoiZip.write(set, managed);
		summarize(run(part(Extract.class, Map.of("rois", set.toFile()))));
	}

	private static Roi[] managed() {
		final RoiManager manager;
		try {
			manager = RoiManager.getInstance();
		}
		catch (final HeadlessException e) {
			throw new IllegalArgumentException("ImageJ's ROI Manager needs a screen; without one take 'Extract traces...' with rois, a set of ROIs", e);
		}
		if (manager == null || manager.getCount() == 0) throw new IllegalArgumentException(
			"The ROI Manager is empty: draw ROIs and add them (key t), or take 'Show ROIs...' first");
		return manager.getRoisAsArray();
	}

	@Override
	public String previewShows() {
		return SurroundPreview.shows();
	}

	@Override
	public Preview preview(final Progress progress) throws IOException {
		final Roi[] managed = managed();
		try (CorrectedRecording recording = CorrectedRecording.open(recordings(), paths(input), openOptions(), channel - 1)) {
			final Movie movie = recording.movie(0);
			return SurroundPreview.of(recording, RoiZip.trace("The ROI Manager", managed, movie.width(), movie.height()),
				NeuropilParameters.DEFAULT, progress);
		}
	}
}

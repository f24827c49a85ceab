package org.apical.command;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import java.io.IOException;

import org.apical.recording.Progress;
import org.apical.recording.imagej.ImagePlusFrames;
import org.apical.simulate.SimulatedMovie;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Opens a small shaky movie to try the commands on; it is simulated on the spot, so that it needs neither file nor network. */
@Plugin(type = Command.class, visible = false, label = "Shaky two-photon movie", headless = true,
	description = "Opens a small simulated two-photon movie whose lines move, to try motion correction on.")
public final class OpenSample extends ApicalCommand {

	private static final int EDGE_PX = 160;
	private static final int FRAMES = 100;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus image;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final SimulatedMovie movie = new SimulatedRecording(SimulationParameters.preset("line-motion").withSize(EDGE_PX, EDGE_PX).withFrames(
			FRAMES)).movie(0, 0);
		final ImageStack stack = new ImageStack(EDGE_PX, EDGE_PX, FRAMES);
		final float[] frame = new float[movie.pixels()];
		for (int t = 0; t < FRAMES; t++) {
			movie.read(t, frame);
			stack.setPixels(ImagePlusFrames.pixels(frame, movie.pixelType()), t + 1);
			progress.update("Simulating", t + 1L, FRAMES);
		}
		image = new ImagePlus("shaky", stack);
		image.setDimensions(1, 1, FRAMES);
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("micron");
		calibration.pixelWidth = movie.sampling().pixelWidthUm();
		calibration.pixelHeight = movie.sampling().pixelHeightUm();
		calibration.frameInterval = 1 / movie.sampling().rateHz();
		summarize("A simulated movie of " + FRAMES + " frames; try Plugins > Apical > Correct motion of image...");
	}
}

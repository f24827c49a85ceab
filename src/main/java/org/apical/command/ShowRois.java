package org.apical.command;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.measure.Calibration;
import ij.plugin.frame.RoiManager;
import ij.process.FloatProcessor;

import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.Locale;

import org.apical.recording.Progress;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.session.RoiOutline;
import org.apical.session.exchange.ExchangeService;
import org.apical.session.exchange.TracedRois;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Shows ROIs over the mean image, and puts them into the ROI Manager to be edited: group = compartment, property {@code
 * neuron} = neuron.
 *
 * @see ExtractManaged
 */
@Plugin(type = Command.class, visible = false, label = "Show ROIs", headless = true,
	description = "Shows the ROIs of a result folder over the mean image, coloured by compartment, and puts them into the ROI Manager to be edited.")
public final class ShowRois extends ApicalCommand {

	@Parameter(label = "Results", style = "directory", description = "Result folder of 'segment' or 'extract', folder of suite2p, file of CaImAn or NWB.")
	private File input;

	@Parameter(label = "Empty the ROI Manager first",
		description = "Remove what the ROI Manager holds; otherwise the ROIs are added to it.")
	private boolean replace;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus image;

	@Parameter
	private ExchangeService exchange;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final TracedRois rois = exchange.read(input.toPath());
		image = image(rois);
		final Overlay overlay = new Overlay();
		nameGroups();
		for (final Roi roi : rois.rois()) overlay.add(outline(roi));
		image.setOverlay(overlay);
		if (!GraphicsEnvironment.isHeadless()) manage(overlay);
		summarize(String.format(Locale.ROOT, "%d ROIs: somas green, trunks yellow, dendrites magenta; their groups are 1, 2 and 3.", overlay.size()));
	}

	private ImagePlus image(final TracedRois rois) {
		final ImageStack stack = new ImageStack(rois.width(), rois.height());
		for (int p = 0; p < rois.planes(); p++) stack.addSlice("plane " + (p + 1), new FloatProcessor(rois.width(), rois.height(), rois.means()
			.isEmpty() ? new float[rois.width() * rois.height()] : rois.means().get(p).clone()));
		final ImagePlus shown = new ImagePlus("ROIs of " + input.getName(), stack);
		shown.setDimensions(1, rois.planes(), 1);
		shown.resetDisplayRange();
		final Calibration calibration = shown.getCalibration();
		if (rois.sampling().hasPixelSize()) {
			calibration.setUnit("micron");
			calibration.pixelWidth = rois.sampling().pixelWidthUm();
			calibration.pixelHeight = rois.sampling().pixelHeightUm();
		}
		return shown;
	}

	/** Names that the user gave to groups stay. */
	private static void nameGroups() {
		for (final Compartment c : Compartment.values()) {
			if (ij.gui.Roi.getGroupName(c.ordinal() + 1) == null) ij.gui.Roi.setGroupName(c.ordinal() + 1, c.word());
		}
	}

	private static ij.gui.Roi outline(final Roi roi) {
		final ij.gui.Roi outline = RoiOutline.draw(roi);
		outline.setName(roi.compartment().word() + "-" + roi.label());
		outline.setPosition(roi.plane() + 1);
		final Color color = outline.getStrokeColor();
		if (roi.isClassified()) outline.setGroup(roi.compartment().ordinal() + 1);
		outline.setStrokeColor(color);
		return outline;
	}

	private void manage(final Overlay overlay) {
		final RoiManager manager = RoiManager.getRoiManager();
		if (replace) manager.reset();
		for (final ij.gui.Roi outline : overlay.toArray()) manager.addRoi((ij.gui.Roi) outline.clone());
	}
}

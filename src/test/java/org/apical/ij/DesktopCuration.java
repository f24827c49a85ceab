package org.apical.ij;

import ij.IJ;
import ij.ImageJ;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import java.awt.Rectangle;
import java.awt.Robot;
import java.io.File;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

/**
 * What a person does with ROIs in ImageJ with a screen: has them shown, deletes one, regroups one, draws one as part of a
 * neuron, and extracts what is left. What was seen is printed, {@code name: value} a line.
 */
final class DesktopCuration {

	private DesktopCuration() {}

	/** @param arguments result folder, folder for the new results, file for a picture of the screen */
	public static void main(final String... arguments) throws Exception {
		new ImageJ();
		final RoiManager manager = RoiManager.getRoiManager();
		final Roi drawn = new OvalRoi(30, 20, 8, 6);
		manager.addRoi(drawn);
		IJ.run("Show ROIs...", "input=[" + arguments[0] + "]");
		System.out.println("managed: " + manager.getCount());
		System.out.println("groups: " + Roi.getGroupNames());
		System.out.println("overlay: " + IJ.getImage().getOverlay().size());
		IJ.getImage().getWindow().setLocation(20, 300);
		TimeUnit.MILLISECONDS.sleep(500); // until it is painted
		ImageIO.write(new Robot().createScreenCapture(new Rectangle(1280, 1024)), "png", new File(arguments[2]));
		manager.select(Arrays.stream(manager.getRoisAsArray()).map(Roi::getName).toList().indexOf("soma-1"));
		manager.runCommand("Delete");
		manager.getRoi(0).setGroup(3);
		manager.getRoi(0).setProperty("neuron", "5");
		final Roi trunk = manager.getRoi(1);
		trunk.setGroup(1);
		trunk.setProperty("neuron", "5");
		IJ.run("Extract traces of ROI Manager...", "input=[" + arguments[0] + "] output=[" + arguments[1] + "]");
		System.out.println("error: " + IJ.getErrorMessage());
		System.exit(0);
	}
}

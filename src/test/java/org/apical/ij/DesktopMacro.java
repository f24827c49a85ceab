package org.apical.ij;

import ij.IJ;
import ij.ImageJ;

import java.awt.Frame;

/** Starts ImageJ with a screen, runs a macro file in it, and prints what the macro logged and which windows are open then. */
final class DesktopMacro {

	private DesktopMacro() {}

	public static void main(final String... arguments) {
		final ImageJ imagej = new ImageJ();
		IJ.runMacroFile(arguments[0]);
		for (final Frame frame : Frame.getFrames()) if (frame != imagej && frame.isShowing()) System.out.println("window: " + frame.getTitle());
		System.out.println(IJ.getLog());
		System.exit(0);
	}
}

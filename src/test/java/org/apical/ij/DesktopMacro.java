package org.apical.ij;

import ij.IJ;
import ij.ImageJ;

/** Starts ImageJ with a screen, runs a macro file in it, and prints what the macro logged. */
final class DesktopMacro {

	private DesktopMacro() {}

	public static void main(final String... arguments) {
		new ImageJ();
		IJ.runMacroFile(arguments[0]);
		System.out.println(IJ.getLog());
		System.exit(0);
	}
}

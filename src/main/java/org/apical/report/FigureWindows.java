package org.apical.report;

import ij.ImagePlus;

import java.util.List;

/** A report's figures as windows of ImageJ. */
public final class FigureWindows {

	private FigureWindows() {}

	/** Opens a window for each figure; needs a screen. */
	public static void show(final List<Figure> figures) {
		for (final Figure f : figures) new ImagePlus(f.title(), f.image()).show();
	}
}

package org.apical.command;

import java.awt.GraphicsEnvironment;
import java.util.List;

import org.apical.report.Figure;
import org.apical.report.FigureWindows;
import org.scijava.plugin.Parameter;

/** A command that ends in a report. */
abstract class ReportCommand extends ApicalCommand {

	@Parameter(label = "Show figures", description = "Also show the report's figures as windows of ImageJ.")
	private boolean show_figures;

	/** @throws ParameterException where windows are asked for and there is no screen */
	final void mustHaveScreen() {
		if (show_figures && GraphicsEnvironment.isHeadless()) throw new ParameterException("show_figures",
			"needs a screen; the figures are in the result folder's figures");
	}

	/** Shows the figures where that was asked for. */
	final void show(final List<Figure> figures) {
		if (show_figures) FigureWindows.show(figures);
	}
}

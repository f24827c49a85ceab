package org.apical.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

import org.apical.session.TableWriter;
import org.jfree.chart.JFreeChart;

/**
 * A figure of a report.
 *
 * @param name file name of its data, without ending
 * @param title what it shows, a few words
 * @param caption how to read it, n of what, and the test
 * @param chart the plot
 * @param width px
 * @param height px
 * @param data what is drawn
 */
public record Figure(String name, String title, String caption, JFreeChart chart, int width, int height, TableWriter data) {

	/** The plot as an SVG element. */
	public String svg() {
		return SvgDrawing.element(name, width, height, g -> chart.draw(g, new Rectangle2D.Double(0, 0, width, height)));
	}

	/** The plot as an image, for a window. */
	public BufferedImage image() {
		return chart.createBufferedImage(width, height);
	}
}

package org.apical.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.apical.session.CorrectionRun;
import org.apical.session.ShiftsTable;

/**
 * One page about a motion correction: the mean image before and after, and {@link MotionChart} below them.
 */
public final class MotionPlot {

	private static final int WIDTH = 1200;
	private static final int MARGIN = 12;
	private static final int CAPTION = MeanPicture.CAPTION;
	private static final int CHART_HEIGHT = 420;

	private final CorrectionRun.Plane plane;
	private final MotionChart chart;

	/** @param shifts of all frames of the plane */
	public MotionPlot(final CorrectionRun.Plane plane, final List<ShiftsTable.Row> shifts) {
		this.plane = plane;
		chart = new MotionChart(shifts, plane.sampling().hasRate());
	}

	public void writePng(final Path file) throws IOException {
		final BufferedImage image = new BufferedImage(WIDTH, height(), BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		draw(g);
		g.dispose();
		ImageIO.write(image, "png", file.toFile());
	}

	public void writeSvg(final Path file) throws IOException {
		Files.writeString(file, SvgDrawing.element("motion", WIDTH, height(), this::draw));
	}

	private int boxWidth() {
		return (WIDTH - 3 * MARGIN) / 2;
	}

	private int boxHeight() {
		return (int) Math.max(1, Math.min(boxWidth(), (long) boxWidth() * plane.height() / plane.width()));
	}

	private int height() {
		return CAPTION + boxHeight() + 2 * MARGIN + CHART_HEIGHT;
	}

	private void draw(final Graphics2D g) {
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, WIDTH, height());
		final GrayScale scale = GrayScale.of(plane.summary().mean());
		final MeanPicture picture = new MeanPicture(plane.width(), plane.height(), plane.sampling(), boxWidth(), boxHeight());
		picture.draw(g, MARGIN, CAPTION, "Mean of all frames before", plane.summary().meanBefore(), scale);
		picture.draw(g, boxWidth() + 2 * MARGIN, CAPTION, "Mean of all frames after", plane.summary().mean(), scale);
		chart.draw(g, new Rectangle2D.Double(0, CAPTION + boxHeight() + 2 * MARGIN, WIDTH, CHART_HEIGHT));
	}
}

package org.apical.ij.bci;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.util.Locale;

import javax.swing.JComponent;

/** Some quantities over the last frames, newest at the right, and a level to compare them with. */
final class CourseView extends JComponent {

	/** A line of the plot. */
	record Line(String name, int quantity, Color color) {}

	private static final int MARGIN = 46;

	private final transient Observation seen;
	private final transient Line[] lines;
	private double level = Double.NaN;

	CourseView(final Observation seen, final Line... lines) {
		this.seen = seen;
		this.lines = lines;
		setPreferredSize(new Dimension(560, 150));
	}

	/** @param value of the level line; NaN for none */
	void refresh(final double value) {
		level = value;
		repaint();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setColor(Paints.GROUND);
		g.fillRect(0, 0, getWidth(), getHeight());
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		synchronized (seen) {
			paint(g, seen.course());
		}
		int x = MARGIN + 6;
		for (final Line line : lines) {
			g.setColor(line.color);
			g.drawString(line.name, x, 14);
			x += g.getFontMetrics().stringWidth(line.name) + 16;
		}
		g.dispose();
	}

	private void paint(final Graphics2D g, final Course course) {
		double low = Double.isNaN(level) ? 0 : Math.min(0, level), high = Double.isNaN(level) ? 0.1 : Math.max(0.1, level);
		for (final Line line : lines) for (int i = 0; i < course.size(); i++) {
			final float v = course.value(line.quantity, i);
			if (Float.isNaN(v)) continue;
			low = Math.min(low, v);
			high = Math.max(high, v);
		}
		final double base = low, perUnit = (getHeight() - 28) / (high - low), perFrame = (getWidth() - MARGIN - 4.0) / course.length();
		line(g, 0, Paints.FAINT, base, perUnit, "0");
		line(g, high, Paints.FAINT, base, perUnit, String.format(Locale.ROOT, "%.2f", high));
		if (!Double.isNaN(level)) line(g, level, Paints.THRESHOLD, base, perUnit, String.format(Locale.ROOT, "%.3f", level));
		for (final Line line : lines) {
			final Path2D path = new Path2D.Double();
			boolean drawing = false;
			for (int i = 0; i < course.size(); i++) {
				final float v = course.value(line.quantity, i);
				final double x = getWidth() - 4 - perFrame * (course.size() - 1 - i), y = y(v, base, perUnit);
				if (Float.isNaN(v)) drawing = false;
				else if (drawing) path.lineTo(x, y);
				else {
					path.moveTo(x, y);
					drawing = true;
				}
			}
			g.setColor(line.color);
			g.draw(path);
		}
	}

	private double y(final double value, final double base, final double perUnit) {
		return getHeight() - 6 - perUnit * (value - base);
	}

	private void line(final Graphics2D g, final double value, final Color color, final double base, final double perUnit, final String text) {
		final int y = (int) y(value, base, perUnit);
		g.setColor(color);
		g.drawLine(MARGIN, y, getWidth() - 4, y);
		g.drawString(text, 4, y + 4);
	}
}

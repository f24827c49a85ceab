package org.apical.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apical.session.ShiftsTable;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Shifts and correlation to the template over time, with bad frames marked. */
final class MotionChart {

	/** More points per curve cannot be told apart on a screen: the extremes of each stretch are drawn. */
	private static final int STRETCHES = 1000;
	/** Where there are more bad frames than this, one in n is marked. */
	private static final int MARKERS = 400;

	private static final Color DOWN = new Color(0x0072b2);
	private static final Color RIGHT = new Color(0xd55e00);
	private static final Color CORRELATION = new Color(0x333333);
	private static final Color BAD = new Color(0xcc, 0x33, 0x66, 90);

	private final List<ShiftsTable.Row> shifts;
	private final ToDoubleFunction<ShiftsTable.Row> when;
	private final JFreeChart chart;

	/** @param timed whether the frame rate is known; else frames are counted */
	MotionChart(final List<ShiftsTable.Row> shifts, final boolean timed) {
		this.shifts = shifts;
		when = timed ? ShiftsTable.Row::timeSeconds : r -> r.motion().frame();
		final NumberAxis time = new NumberAxis(timed ? "Time (s)" : "Frame");
		time.setAutoRangeIncludesZero(false);
		final CombinedDomainXYPlot plots = new CombinedDomainXYPlot(time);
		plots.setGap(8);
		final XYPlot shift = plot("Shift (px)");
		add(shift, "down (dy)", r -> r.motion().shift().dy(), DOWN);
		add(shift, "right (dx)", r -> r.motion().shift().dx(), RIGHT);
		final XYPlot correlation = plot("Correlation");
		add(correlation, "correlation to the template", r -> r.motion().correlation(), CORRELATION);
		plots.add(shift, 3);
		plots.add(correlation, 2);
		final LegendItemCollection legend = plots.getLegendItems();
		legend.add(new LegendItem("bad frame", null, null, null, new Rectangle2D.Double(-2, -6, 4, 12), BAD));
		plots.setFixedLegendItems(legend);
		chart = new JFreeChart(null, null, plots, true);
		chart.setBackgroundPaint(Color.WHITE);
		chart.getLegend().setPosition(RectangleEdge.TOP);
	}

	void draw(final Graphics2D g, final Rectangle2D area) {
		chart.draw(g, area);
	}

	private XYPlot plot(final String label) {
		final NumberAxis axis = new NumberAxis(label);
		axis.setAutoRangeIncludesZero(false);
		axis.setAutoRangeMinimumSize(0.05);
		final XYPlot plot = new XYPlot(null, null, axis, null);
		plot.setBackgroundPaint(Color.WHITE);
		plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
		plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
		final List<ShiftsTable.Row> bad = shifts.stream().filter(r -> r.motion().bad()).toList();
		final int step = 1 + bad.size() / MARKERS;
		for (int i = 0; i < bad.size(); i += step) plot.addDomainMarker(new ValueMarker(when.applyAsDouble(bad.get(i)), BAD,
			new BasicStroke(1.5f)), Layer.BACKGROUND);
		return plot;
	}

	private void add(final XYPlot plot, final String name, final ToDoubleFunction<ShiftsTable.Row> what, final Color color) {
		// a single frame has no line to draw
		final XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, shifts.size() == 1);
		line.setDrawSeriesLineAsPath(true);
		line.setSeriesPaint(0, color);
		line.setSeriesStroke(0, new BasicStroke(1.1f));
		final int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
		plot.setDataset(index, new XYSeriesCollection(series(name, what)));
		plot.setRenderer(index, line);
	}

	private XYSeries series(final String name, final ToDoubleFunction<ShiftsTable.Row> what) {
		final XYSeries series = new XYSeries(name, false, true);
		final int stretch = Math.max(1, shifts.size() / STRETCHES);
		for (int from = 0; from < shifts.size(); from += stretch) {
			ShiftsTable.Row low = shifts.get(from), high = low;
			for (final ShiftsTable.Row row : shifts.subList(from, Math.min(shifts.size(), from + stretch))) {
				if (what.applyAsDouble(row) < what.applyAsDouble(low)) low = row;
				if (what.applyAsDouble(row) > what.applyAsDouble(high)) high = row;
			}
			final boolean lowFirst = low.motion().frame() < high.motion().frame();
			add(series, lowFirst ? low : high, what);
			if (low != high) add(series, lowFirst ? high : low, what);
		}
		return series;
	}

	private void add(final XYSeries series, final ShiftsTable.Row row, final ToDoubleFunction<ShiftsTable.Row> what) {
		final double value = what.applyAsDouble(row);
		series.add(when.applyAsDouble(row), Double.isFinite(value) ? value : null);
	}
}

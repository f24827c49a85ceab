package org.apical.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

import org.apical.signal.Role;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A plot of points and lines in the report's manner: colours of Okabe and Ito, which colour-blind readers tell apart, and
 * with every colour a shape, so that a black-and-white print can be read too.
 */
final class Chart {

	/** How a series is drawn. */
	enum Mark {
		PLUS(new Color(0x0072b2), new Ellipse2D.Double(-4, -4, 8, 8)),
		MINUS(new Color(0xd55e00), triangle()),
		NEUTRAL(new Color(0x666666), new Rectangle2D.Double(-3, -3, 6, 6)),
		ACCENT(new Color(0x009e73), new Rectangle2D.Double(-4, -4, 8, 8)),
		OTHER(new Color(0xcc79a7), diamond());

		private final Color color;
		private final Shape shape;

		Mark(final Color color, final Shape shape) {
			this.color = color;
			this.shape = shape;
		}

		static Mark of(final Role role) {
			return role == Role.P_PLUS ? PLUS : role == Role.P_MINUS ? MINUS : NEUTRAL;
		}

		private static Shape triangle() {
			return polygon(0, -5, 5, 4, -5, 4);
		}

		private static Shape diamond() {
			return polygon(0, -5, 5, 0, 0, 5, -5, 0);
		}

		private static Shape polygon(final double... xy) {
			final Path2D path = new Path2D.Double();
			path.moveTo(xy[0], xy[1]);
			for (int i = 2; i < xy.length; i += 2) path.lineTo(xy[i], xy[i + 1]);
			path.closePath();
			return path;
		}
	}

	private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13), TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

	private final XYPlot plot;
	private final XYSeriesCollection data = new XYSeriesCollection();
	private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
	private boolean legend;

	Chart(final String xLabel, final String yLabel) {
		this(new NumberAxis(xLabel), yLabel);
	}

	private Chart(final NumberAxis x, final String yLabel) {
		final NumberAxis y = new NumberAxis(yLabel);
		for (final NumberAxis axis : new NumberAxis[] { x, y }) {
			axis.setAutoRangeIncludesZero(false);
			axis.setLabelFont(LABEL);
			axis.setTickLabelFont(TICK);
		}
		plot = new XYPlot(data, x, y, renderer);
		plot.setBackgroundPaint(Color.WHITE);
		plot.setOutlineVisible(false);
		plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD); // what is added later lies on top
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinePaint(new Color(0xdddddd));
		plot.setRangeGridlineStroke(new BasicStroke(0.7f));
	}

	/** A chart whose x axis names categories, at 0, 1, 2, … */
	static Chart ofCategories(final String yLabel, final String... categories) {
		final SymbolAxis axis = new SymbolAxis(null, categories);
		axis.setGridBandsVisible(false);
		axis.setRange(-0.5, categories.length - 0.5);
		return new Chart(axis, yLabel);
	}

	/** Points; a series without a name does not enter the legend. NaN leaves a point out. */
	Chart points(final String name, final double[] x, final double[] y, final Mark mark) {
		return add(name, x, y, mark, null);
	}

	/** Points joined by a line. */
	Chart joined(final String name, final double[] x, final double[] y, final Mark mark) {
		return add(name, x, y, mark, new BasicStroke(1.4f));
	}

	/** A line without points. */
	Chart line(final String name, final double[] x, final double[] y, final Mark mark, final boolean dashed) {
		add(name, x, y, mark, dashed ? new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] { 5, 4 }, 0)
			: new BasicStroke(1.4f));
		renderer.setSeriesShapesVisible(data.getSeriesCount() - 1, false);
		return this;
	}

	/** The x axis counts: ticks at whole numbers only. */
	Chart counted() {
		plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
		return this;
	}

	/** The y axis is of shares: from 0 to 1, with room for the marks at either end. */
	Chart shares() {
		plot.getRangeAxis().setRange(-0.04, 1.04);
		return this;
	}

	/** The y axis has no scale that matters: no ticks. */
	Chart unscaled() {
		plot.getRangeAxis().setTickLabelsVisible(false);
		plot.getRangeAxis().setTickMarksVisible(false);
		plot.setRangeGridlinesVisible(false);
		return this;
	}

	/** A line across at y = 0. */
	Chart zero() {
		return across(0);
	}

	/** A dashed line across. */
	Chart across(final double y) {
		plot.addRangeMarker(new ValueMarker(y, Color.GRAY, new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0,
			new float[] { 3, 3 }, 0)), Layer.BACKGROUND);
		return this;
	}

	private Chart add(final String name, final double[] x, final double[] y, final Mark mark, final BasicStroke stroke) {
		final int index = data.getSeriesCount();
		final XYSeries series = new XYSeries(name == null ? "series " + index : name, false, true);
		for (int i = 0; i < x.length; i++) series.add(x[i], Double.isFinite(y[i]) ? y[i] : null);
		data.addSeries(series);
		renderer.setSeriesLinesVisible(index, stroke != null);
		renderer.setSeriesShapesVisible(index, true);
		renderer.setSeriesPaint(index, mark.color);
		renderer.setSeriesShape(index, mark.shape);
		renderer.setSeriesVisibleInLegend(index, name != null);
		if (stroke != null) renderer.setSeriesStroke(index, stroke);
		legend |= name != null;
		return this;
	}

	JFreeChart chart() {
		final JFreeChart chart = new JFreeChart(null, null, plot, legend);
		chart.setBackgroundPaint(Color.WHITE);
		if (legend) {
			chart.getLegend().setPosition(RectangleEdge.TOP);
			chart.getLegend().setItemFont(TICK);
			chart.getLegend().setFrame(BlockBorder.NONE);
		}
		return chart;
	}

	/** 0, 1, 2, … n - 1, moved by an offset so that series at the same place do not cover each other. */
	static double[] places(final int n, final double offset) {
		final double[] places = new double[n];
		Arrays.setAll(places, i -> i + offset);
		return places;
	}
}

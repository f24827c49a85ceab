package org.apical.ij.bci;

import java.awt.Dimension;
import java.util.Locale;

import org.apical.online.task.Calibration;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.xy.DefaultXYDataset;

/** How many resampled trials of the baseline would reach each threshold, and the threshold that was chosen. */
final class SuccessCurve extends ChartPanel {

	private static final long serialVersionUID = 1;

	private transient Calibration shown;

	SuccessCurve() {
		super(ChartFactory.createXYLineChart(null, "threshold", "success (%)", new DefaultXYDataset()));
		getChart().removeLegend();
		getChart().setTitle(new TextTitle("No calibration yet", getFont().deriveFont(12f)));
		getChart().getXYPlot().getRangeAxis().setRange(0, 100);
		getChart().getXYPlot().getRenderer().setSeriesPaint(0, Paints.PLUS);
		setPreferredSize(new Dimension(250, 200));
		setMinimumDrawWidth(100);
		setMinimumDrawHeight(80);
	}

	/** @param calibration null before there is one */
	void refresh(final Calibration calibration) {
		if (calibration == null || calibration == shown) return;
		shown = calibration;
		final double[] percent = calibration.success().clone();
		for (int i = 0; i < percent.length; i++) percent[i] *= 100;
		final DefaultXYDataset curve = new DefaultXYDataset();
		curve.addSeries("success", new double[][] { calibration.thresholds(), percent });
		final JFreeChart chart = getChart();
		chart.getXYPlot().setDataset(curve);
		chart.getXYPlot().clearDomainMarkers();
		chart.getXYPlot().addDomainMarker(new ValueMarker(calibration.threshold(), Paints.THRESHOLD, chart.getXYPlot()
			.getDomainGridlineStroke()));
		chart.setTitle(new TextTitle(String.format(Locale.ROOT, "threshold %.3f, z %.2f: %.0f %%", calibration.threshold(), calibration.z(),
			100 * calibration.expectedSuccess()), getFont().deriveFont(12f)));
	}
}

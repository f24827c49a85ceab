package org.apical.report;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.apical.report.Chart.Mark;
import org.apical.session.TableWriter;
import org.junit.Test;

public class ChartTest {

	@Test
	public void aShareThatIsAlwaysOneStandsOnAScaleFromNothingToAll() {
		final double[] trials = { 1, 2, 3, 4 }, hits = { 1, 1, 1, 1 };
		final String svg = new Figure("hits", "Hits", "4 trials", new Chart("Trial", "Accuracy").shares().line("all", trials, hits,
			Mark.ACCENT, false).chart(), 460, 340, new TableWriter("trial")).svg();
		for (final String tick : new String[] { "0.0", "0.5", "1.0" }) assertTrue(svg, svg.contains(">" + tick + "<"));
		assertFalse(svg, svg.contains("E0"));
	}
}

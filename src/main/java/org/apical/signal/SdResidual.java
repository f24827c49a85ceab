package org.apical.signal;

import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * One neuron's soma-dendrite residuals (Francioni et al. 2026): how much larger or smaller the dendrite's part of each
 * coincident event was than the soma's part predicts. Positive is amplified, negative attenuated.
 *
 * <p>The line and the SD come from the events of the control condition, so that residuals of a manipulated condition are
 * measured from where the neuron stands without it; where nothing is manipulated that is all events.
 *
 * @param line dendrite as a function of soma
 * @param sd standard deviation of the residuals from the line, in the dendrite's units
 * @param z residual of each event, in SD, in the order given; mean zero over the control events
 * @param somaCorrelation correlation of the residuals with the somatic magnitude: zero if the line fits
 */
public record SdResidual(Line line, double sd, double[] z, double somaCorrelation) {

	/**
	 * @param fit how the line is drawn
	 * @param minEvents fewest control events of a neuron that is analysed
	 */
	public record Parameters(LineFit fit, int minEvents) {

		public static final Parameters DEFAULT = new Parameters(LineFit.LEAST_SQUARES, 10);

		public Parameters {
			if (minEvents < 4) throw new IllegalArgumentException("A line and its scatter need 4 events or more, not " + minEvents);
		}

		public Parameters withFit(final LineFit f) {
			return new Parameters(f, minEvents);
		}

		public Parameters withMinEvents(final int n) {
			return new Parameters(fit, n);
		}
	}

	/**
	 * @param events coincident events of one neuron
	 * @param control which of them belong to the control condition
	 * @throws GapException where the neuron has too few events, or all its magnitudes are the same
	 */
	public static SdResidual of(final List<PairedEvent> events, final boolean[] control, final Parameters parameters)
		throws GapException
	{
		final double[] soma = events.stream().mapToDouble(PairedEvent::soma).toArray();
		final double[] dendrite = events.stream().mapToDouble(PairedEvent::dendrite).toArray();
		final double[] x = select(soma, control), y = select(dendrite, control);
		if (x.length < parameters.minEvents) throw new GapException(x.length + " coincident events, at least " +
			parameters.minEvents + " needed");
		if (!(StatUtils.variance(x) > 0)) throw new GapException("all somatic magnitudes are the same");
		final Line line = parameters.fit.fit(x, y);
		final double[] residuals = residuals(line, x, y);
		final double mean = StatUtils.mean(residuals), sd = Math.sqrt(StatUtils.variance(residuals));
		if (!(sd > 1e-9 * Math.sqrt(StatUtils.variance(y)))) throw new GapException("the dendrite follows the soma without scatter");
		final double[] z = residuals(line, soma, dendrite);
		for (int i = 0; i < z.length; i++) z[i] = (z[i] - mean) / sd;
		return new SdResidual(line, sd, z, new PearsonsCorrelation().correlation(x, residuals));
	}

	private static double[] select(final double[] values, final boolean[] which) {
		final double[] selected = new double[values.length];
		int n = 0;
		for (int i = 0; i < values.length; i++)
			if (which[i]) selected[n++] = values[i];
		return Arrays.copyOf(selected, n);
	}

	private static double[] residuals(final Line line, final double[] x, final double[] y) {
		final double[] residuals = new double[x.length];
		for (int i = 0; i < x.length; i++) residuals[i] = y[i] - line.at(x[i]);
		return residuals;
	}
}

package org.apical.online.readout;

import java.util.Arrays;

import org.scijava.plugin.Plugin;

/**
 * Mean z-score of P+ minus mean z-score of P-, each neuron's signal counted in standard deviations of its baseline from its
 * baseline's mean, so that bright events of few neurons do not decide alone. Until the baseline is over, signals count as
 * they are.
 */
@Plugin(type = Readout.class, name = "zscore")
public final class ZScoredReadout implements Readout {

	private int[] plus;
	private int[] minus;
	private double[] mean;
	private double[] sd;

	@Override
	public void prepare(final Populations populations) {
		if (populations.plus().isEmpty()) throw new IllegalArgumentException("The readout 'zscore' needs ROIs in plus");
		plus = populations.places(populations.plus());
		minus = populations.places(populations.minus());
		mean = new double[populations.labels().length];
		sd = new double[mean.length];
		Arrays.fill(sd, 1);
	}

	@Override
	public boolean learn(final float[][] baseline) {
		for (int i = 0; i < mean.length; i++) {
			final int roi = i;
			final double[] known = Arrays.stream(baseline).mapToDouble(frame -> frame[roi]).filter(v -> !Double.isNaN(v)).toArray();
			final double m = Arrays.stream(known).average().orElse(0);
			final double variance = Arrays.stream(known).map(v -> (v - m) * (v - m)).average().orElse(0);
			mean[i] = m;
			sd[i] = variance > 0 ? Math.sqrt(variance) : 1;
		}
		return true;
	}

	@Override
	public double value(final float[] signals) {
		return z(signals, plus) - z(signals, minus);
	}

	private double z(final float[] signals, final int[] places) {
		if (places.length == 0) return 0;
		double sum = 0;
		for (final int i : places) sum += (signals[i] - mean[i]) / sd[i];
		return sum / places.length;
	}
}

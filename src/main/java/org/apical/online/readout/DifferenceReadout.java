package org.apical.online.readout;

import org.scijava.plugin.Plugin;

/** Mean over P+ minus mean over P-, as published. */
@Plugin(type = Readout.class, name = "difference")
public final class DifferenceReadout implements Readout {

	private int[] plus;
	private int[] minus;

	@Override
	public void prepare(final Populations populations) {
		if (populations.plus().isEmpty() || populations.minus().isEmpty()) throw new IllegalArgumentException(
			"The readout 'difference' needs ROIs in both plus and minus; for a single population take 'population'");
		plus = populations.places(populations.plus());
		minus = populations.places(populations.minus());
	}

	@Override
	public double value(final float[] signals) {
		return Populations.mean(signals, plus) - Populations.mean(signals, minus);
	}
}

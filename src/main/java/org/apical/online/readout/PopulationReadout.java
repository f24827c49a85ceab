package org.apical.online.readout;

import org.scijava.plugin.Plugin;

/** Mean over P+ alone. */
@Plugin(type = Readout.class, name = "population")
public final class PopulationReadout implements Readout {

	private int[] plus;

	@Override
	public void prepare(final Populations populations) {
		if (populations.plus().isEmpty() || !populations.minus().isEmpty()) throw new IllegalArgumentException(
			"The readout 'population' needs ROIs in plus and none in minus");
		plus = populations.places(populations.plus());
	}

	@Override
	public double value(final float[] signals) {
		return Populations.mean(signals, plus);
	}
}

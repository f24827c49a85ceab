package org.apical.online.readout;

import java.util.List;

import org.scijava.plugin.Plugin;

/** A linear decoder trained elsewhere: offset plus the sum of weights times signals. */
@Plugin(type = Readout.class, name = "linear")
public final class LinearReadout implements Readout {

	private int[] places;
	private double[] weights;
	private double offset;

	@Override
	public void prepare(final Populations populations) {
		if (populations.weights().isEmpty()) throw new IllegalArgumentException("The readout 'linear' needs weights, one a label");
		final List<Integer> labels = populations.weights().keySet().stream().sorted().toList();
		places = populations.places(labels);
		weights = labels.stream().mapToDouble(populations.weights()::get).toArray();
		offset = populations.offset();
	}

	@Override
	public double value(final float[] signals) {
		double sum = offset;
		for (int i = 0; i < places.length; i++) sum += weights[i] * signals[places[i]];
		return sum;
	}
}

package org.apical.online.readout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which ROIs drive the readout, and how.
 *
 * @param labels of all ROIs of the plane, in the order of the signals
 * @param plus labels of P+, whose activity raises the readout
 * @param minus labels of P-, whose activity lowers it
 * @param weights by label, for a weighted readout; empty where all count alike
 * @param offset added to a weighted readout
 */
public record Populations(int[] labels, List<Integer> plus, List<Integer> minus, Map<Integer, Double> weights, double offset) {

	/** @throws IllegalArgumentException where a label is not among the ROIs or in both populations */
	public Populations {
		plus = List.copyOf(plus);
		minus = List.copyOf(minus);
		weights = Map.copyOf(weights);
		final Set<Integer> named = new LinkedHashSet<>(plus);
		named.addAll(minus);
		named.addAll(weights.keySet());
		final List<Integer> missing = new ArrayList<>(named);
		missing.removeAll(Arrays.stream(labels).boxed().toList());
		if (!missing.isEmpty()) throw new IllegalArgumentException("The readout names ROI " + missing.get(0) +
			", which is not in its plane; there are " + Arrays.toString(labels));
		for (final int label : plus) if (minus.contains(label)) throw new IllegalArgumentException("ROI " + label +
			" is in both P+ and P-");
	}

	/** Where these ROIs stand among the signals. */
	public int[] places(final List<Integer> some) {
		return some.stream().mapToInt(label -> {
			int i = 0;
			while (labels[i] != label) i++;
			return i;
		}).toArray();
	}

	/** {@code P+}, {@code P-} or {@code P0}, as {@code populations.csv} has it; of a weighted readout by the weight's sign. */
	public String of(final int label) {
		final double weight = weights.getOrDefault(label, 0.0);
		return plus.contains(label) || weight > 0 ? "P+" : minus.contains(label) || weight < 0 ? "P-" : "P0";
	}

	/** Mean of the signals at these places; 0 where there are none. */
	public static double mean(final float[] signals, final int[] places) {
		if (places.length == 0) return 0;
		double sum = 0;
		for (final int i : places) sum += signals[i];
		return sum / places.length;
	}
}

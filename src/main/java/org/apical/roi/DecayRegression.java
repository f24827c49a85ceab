package org.apical.roi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apical.roi.CompartmentTrainer.Example;

/**
 * Least-squares fit of logarithms of decay times by a level of each field's own and a difference of each compartment to the
 * soma; the spread is a robust one about each field's and compartment's median.
 */
final class DecayRegression {

	/** Decays are not read more exactly than this. */
	private static final double LEAST_SPREAD = 0.02;
	/** Median absolute deviation of a normal distribution, SDs. */
	private static final double MEDIAN_IN_SD = 0.6745;
	private static final int OTHERS = Compartment.values().length - 1;

	private RealMatrix squares = new Array2DRowRealMatrix(OTHERS, OTHERS);
	private RealVector products = new ArrayRealVector(OTHERS);
	private final List<Double> off = new ArrayList<>();

	private DecayRegression() {}

	/**
	 * @param least how many decays of each compartment have to be known
	 * @return null where there are fewer, or they lie in fields of one compartment
	 */
	static DecayModel fit(final List<Example> examples, final int least) {
		final List<Example> known = examples.stream().filter(e -> e.decayS() > 0).toList();
		for (final Compartment c : Compartment.values()) if (known.stream().filter(e -> e.kind() == c).count() < least) return null;
		final Map<Integer, List<Example>> fields = known.stream().collect(Collectors.groupingBy(Example::field, TreeMap::new, Collectors.toList()));
		final DecayRegression regression = new DecayRegression();
		fields.values().forEach(regression::add);
		return regression.solve();
	}

	/** With the field's means taken out, its level is. */
	private void add(final List<Example> field) {
		final double mean = field.stream().mapToDouble(DecayRegression::log).average().orElseThrow();
		RealVector share = new ArrayRealVector(OTHERS);
		for (final Example e : field) share = share.add(indicator(e).mapDivide(field.size()));
		for (final Example e : field) {
			final RealVector row = indicator(e).subtract(share);
			squares = squares.add(row.outerProduct(row));
			products = products.add(row.mapMultiply(log(e) - mean));
		}
		for (final Compartment c : Compartment.values()) addOff(field.stream().filter(e -> e.kind() == c).map(DecayRegression::log).sorted().toList());
	}

	private void addOff(final List<Double> sorted) {
		if (sorted.size() > 1) for (final double log : sorted) off.add(Math.abs(log - sorted.get(sorted.size() / 2)));
	}

	private DecayModel solve() {
		final LUDecomposition solver = new LUDecomposition(squares, 1e-6);
		if (!solver.getSolver().isNonSingular() || off.isEmpty()) return null;
		final double[] logs = new double[OTHERS + 1];
		System.arraycopy(solver.getSolver().solve(products).toArray(), 0, logs, 1, OTHERS);
		Collections.sort(off);
		return new DecayModel(logs, Math.max(LEAST_SPREAD, off.get(off.size() / 2) / MEDIAN_IN_SD));
	}

	private static RealVector indicator(final Example e) {
		final RealVector indicator = new ArrayRealVector(OTHERS);
		if (e.kind() != Compartment.SOMA) indicator.setEntry(e.kind().ordinal() - 1, 1);
		return indicator;
	}

	private static double log(final Example e) {
		return Math.log(e.decayS());
	}
}

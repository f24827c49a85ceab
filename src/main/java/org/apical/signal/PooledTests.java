package org.apical.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * The published tests: neurons of all sessions and animals are pooled as if each row were independent of the others. They
 * stand in the report to be compared with the animal-level tests, not to decide: rows of one animal share what is
 * particular to it, so these p values are too small.
 */
final class PooledTests {

	private static final String UNIT = "neuron-sessions";

	private PooledTests() {}

	static List<TestResult> of(final List<EpochResidual> rows) {
		final double[] plusReduction = select(rows, Role.P_PLUS, Epoch.ERROR_REDUCTION);
		final double[] plusIncrease = select(rows, Role.P_PLUS, Epoch.ERROR_INCREASE);
		final double[] minusReduction = select(rows, Role.P_MINUS, Epoch.ERROR_REDUCTION);
		final double[] minusIncrease = select(rows, Role.P_MINUS, Epoch.ERROR_INCREASE);
		final List<TestResult> results = new ArrayList<>();
		both(results, "pooled: P+ in reduction against increase", plusReduction, plusIncrease);
		both(results, "pooled: P- in reduction against increase", minusReduction, minusIncrease);
		both(results, "pooled: P+ against P- in reduction", plusReduction, minusReduction);
		both(results, "pooled: P+ against P- in increase", plusIncrease, minusIncrease);
		return results;
	}

	private static void both(final List<TestResult> results, final String question, final double[] a, final double[] b) {
		results.add(LocationTests.welch(question, UNIT, a, b));
		results.add(LocationTests.mannWhitney(question, UNIT, a, b));
	}

	private static double[] select(final List<EpochResidual> rows, final Role role, final Epoch epoch) {
		return rows.stream().filter(r -> r.role() == role && r.epoch() == epoch && r.events() > 0 && !Double.isNaN(r.z()))
			.mapToDouble(EpochResidual::z).toArray();
	}
}

package org.apical.motion;

import java.util.ArrayList;
import java.util.List;

import org.apical.motion.SmoothnessPrior.Kernel;

/**
 * Finds how far and how fast displacement changes within frames, by maximising the marginal likelihood of a sample of
 * frames over the parameters of a {@link SmoothnessPrior} (empirical Bayes). Each frame enters by its information on the
 * knots and the knots it asks for, a Gaussian approximation at the estimate.
 */
final class SmoothnessLearner {

	private static final double[] DEVIATIONS = { SmoothnessPrior.LEAST_DEVIATION, 0.03, 0.06, 0.12, 0.25, 0.5, 1, 2, 4 };
	private static final double[] LENGTHS = { 0.06, 0.09, 0.13, 0.2, 0.3, 0.45, 0.7, 1 };
	private static final int ROUNDS = 3;
	/** Factors by which deviation and length are still changed between the values above. */
	private static final double[] FINER = { 1.2, 1.1, 1.05 };
	private static final int MOST_STEPS = 4;

	private final KnotGeometry geometry;
	private final double extent;
	private final int n;
	private final List<double[]> information = new ArrayList<>();
	private final List<double[]> evidence = new ArrayList<>();
	private SmoothnessPrior best;
	private double highest;

	/** @param extent largest distance within the frame, in the unit of the geometry's distances */
	SmoothnessLearner(final KnotGeometry geometry, final double extent) {
		this.geometry = geometry;
		this.extent = extent;
		n = 2 * geometry.knots();
	}

	/** What to assume for the frames that are learnt from: much motion, so that none is held back. */
	static SmoothnessPrior open(final double extent) {
		return new SmoothnessPrior(2, 2, 0.25 * extent, Kernel.SMOOTH);
	}

	void add(final FieldFit fit) {
		information.add(fit.information.clone());
		evidence.add(fit.evidence.clone());
	}

	SmoothnessPrior learn() {
		if (information.isEmpty()) return new SmoothnessPrior(0, 0, extent, Kernel.SMOOTH);
		best = open(extent);
		highest = likelihood(best);
		for (int round = 0; round < ROUNDS; round++) if (!improve(neighbours(best))) break;
		for (final double factor : FINER) for (int step = 0; step < MOST_STEPS && improve(near(best, factor)); step++);
		return best;
	}

	/** @return whether one of these is better than the best so far */
	private boolean improve(final List<SmoothnessPrior> candidates) {
		final SmoothnessPrior before = best;
		for (final SmoothnessPrior tried : candidates) {
			final double l = likelihood(tried);
			if (l > highest) {
				highest = l;
				best = tried;
			}
		}
		return !best.equals(before);
	}

	private static List<SmoothnessPrior> near(final SmoothnessPrior p, final double factor) {
		final List<SmoothnessPrior> list = new ArrayList<>();
		for (final double f : new double[] { factor, 1 / factor }) {
			list.add(new SmoothnessPrior(p.deviationY() * f, p.deviationX() * f, p.length(), p.kernel()));
			list.add(new SmoothnessPrior(p.deviationY() * f, p.deviationX(), p.length(), p.kernel()));
			list.add(new SmoothnessPrior(p.deviationY(), p.deviationX() * f, p.length(), p.kernel()));
			list.add(new SmoothnessPrior(p.deviationY(), p.deviationX(), p.length() * f, p.kernel()));
		}
		return list;
	}

	/** All that differ from one in a single parameter, or in kernel and length together. */
	private List<SmoothnessPrior> neighbours(final SmoothnessPrior p) {
		final List<SmoothnessPrior> list = new ArrayList<>();
		for (final double d : DEVIATIONS) {
			list.add(new SmoothnessPrior(d, d, p.length(), p.kernel()));
			list.add(new SmoothnessPrior(d, p.deviationX(), p.length(), p.kernel()));
			list.add(new SmoothnessPrior(p.deviationY(), d, p.length(), p.kernel()));
		}
		for (final Kernel kernel : Kernel.values()) for (final double length : LENGTHS) list.add(new SmoothnessPrior(p
			.deviationY(), p.deviationX(), length * extent, kernel));
		return list;
	}

	/** Logarithm of the sample's probability, up to a constant. */
	private double likelihood(final SmoothnessPrior prior) {
		final double[] precision = prior.precision(geometry);
		final Cholesky cholesky = new Cholesky(n);
		if (!cholesky.factor(precision)) return Double.NEGATIVE_INFINITY;
		final double priorDeterminant = cholesky.logDeterminant();
		final double[] sum = new double[n * n];
		double total = 0;
		for (int f = 0; f < information.size(); f++) {
			final double[] a = information.get(f);
			for (int i = 0; i < sum.length; i++) sum[i] = a[i] + precision[i];
			if (!cholesky.factor(sum)) return Double.NEGATIVE_INFINITY;
			final double[] b = evidence.get(f).clone();
			cholesky.solve(b);
			double explained = 0;
			for (int i = 0; i < n; i++) explained += b[i] * evidence.get(f)[i];
			total += 0.5 * (priorDeterminant - cholesky.logDeterminant() + explained);
		}
		return total;
	}
}

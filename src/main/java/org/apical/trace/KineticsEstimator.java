package org.apical.trace;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Rise and decay time of a trace's transients, from the trace alone.
 *
 * <p>The rise comes from the autocovariance's curvature at short lags, with the noise taken off lag 0 (Pnevmatikakis et
 * al. 2016). The decay does not: bursts lengthen and noise shortens an autocovariance, and on cells with known spikes
 * its estimate was several times too short. Instead, whatever disturbs a decay (a further spike, a slow rise, a burst)
 * makes the trace fall <i>less</i>, so the decay is read where the trace falls undisturbed: for neighbouring stretches of
 * equal length, the ratio of their means is exp(-length / tau), and a low quantile of that ratio, weighted by height,
 * is taken over all stretches well above noise.
 */
final class KineticsEstimator {

	/** Where nothing stands out of the noise: between the fast and slow indicators in use. */
	private static final double UNKNOWN_DECAY_S = 0.7;
	private static final double UNKNOWN_RISE_S = 0.05;
	/** The slowest indicators in use; firing without a pause looks slower still. */
	private static final double LONGEST_DECAY_S = 2.5;
	private static final double UNDISTURBED_QUANTILE = 0.3;
	/** A stretch counts when its mean exceeds its own noise this much. */
	private static final double HEIGHT_IN_NOISE = 10;
	private static final int FEWEST_STRETCHES = 20;
	private static final double COVARIANCE_SPAN_S = 0.25;
	private static final int FEWEST_LAGS = 10;

	private final double[] trace;
	private final double rateHz;
	private final double noise;

	private KineticsEstimator(final double[] trace, final double rateHz, final double noise) {
		this.trace = trace;
		this.rateHz = rateHz;
		this.noise = noise;
	}

	/** @param trace above baseline; NaN for bad frames */
	static Kinetics estimate(final float[] trace, final double rateHz, final double noise) {
		if (!(noise > 0)) return new Kinetics(UNKNOWN_DECAY_S, 0);
		return new KineticsEstimator(NoiseLevel.bridged(trace), rateHz, noise).estimate();
	}

	private Kinetics estimate() {
		final double[] roots = autoregressiveRoots();
		double decay = fallingDecay();
		if (Double.isNaN(decay)) decay = seconds(roots[0]);
		if (Double.isNaN(decay)) decay = UNKNOWN_DECAY_S;
		decay = Math.min(LONGEST_DECAY_S, Math.max(decay, 1 / rateHz));
		final double seen = seconds(roots[1]);
		final double rise = Double.isNaN(seen) ? UNKNOWN_RISE_S : seen;
		// A rise that is over within half a frame cannot be told from none.
		if (!(rise > 0.5 / rateHz)) return new Kinetics(decay, 0);
		return new Kinetics(decay, Math.min(rise, decay / 2));
	}

	private double seconds(final double root) {
		return root > 0 && root < 1 ? -1 / (Math.log(root) * rateHz) : Double.NaN;
	}

	/** Larger and smaller root of the AR(2) process with this autocovariance; NaN where there is no such process. */
	private double[] autoregressiveRoots() {
		final int lags = (int) Math.max(FEWEST_LAGS, Math.round(COVARIANCE_SPAN_S * rateHz));
		final double[] none = { Double.NaN, Double.NaN };
		if (trace.length < 4 * lags) return none;
		final double[] covariance = covariance(lags + 2);
		covariance[0] -= noise * noise;
		if (!(covariance[0] > 0)) return none;
		final double[][] past = new double[lags + 1][2];
		final double[] now = new double[lags + 1];
		for (int k = 1; k <= lags + 1; k++) {
			past[k - 1][0] = covariance[k - 1];
			past[k - 1][1] = covariance[Math.abs(k - 2)];
			now[k - 1] = covariance[k];
		}
		final double[] g = new SingularValueDecomposition(new Array2DRowRealMatrix(past, false)).getSolver()
			.solve(new ArrayRealVector(now, false)).toArray();
		final double discriminant = g[0] * g[0] + 4 * g[1];
		if (!(discriminant >= 0)) return none;
		final double large = (g[0] + Math.sqrt(discriminant)) / 2;
		return new double[] { large, g[0] - large };
	}

	private double[] covariance(final int lags) {
		final double mean = Arrays.stream(trace).average().getAsDouble();
		final double[] covariance = new double[lags];
		for (int k = 0; k < lags; k++) {
			for (int t = k; t < trace.length; t++) covariance[k] += (trace[t] - mean) * (trace[t - k] - mean);
			covariance[k] /= trace.length - k;
		}
		return covariance;
	}

	private double fallingDecay() {
		double decay = UNKNOWN_DECAY_S;
		double found = Double.NaN;
		for (int round = 0; round < 5; round++) {
			final int n = (int) Math.max(1, Math.round(0.5 * decay * rateHz));
			final double ratio = undisturbedRatio(n);
			if (Double.isNaN(ratio)) return found;
			found = Math.min(LONGEST_DECAY_S, -n / (Math.log(Math.min(0.999, Math.max(0.02, ratio))) * rateHz));
			decay = found;
		}
		return found;
	}

	private double undisturbedRatio(final int n) {
		final double[] sums = new double[trace.length + 1];
		for (int t = 0; t < trace.length; t++) sums[t + 1] = sums[t] + trace[t];
		final double least = HEIGHT_IN_NOISE * noise / Math.sqrt(n);
		final int stretches = Math.max(0, trace.length - 2 * n + 1);
		final double[][] ratios = new double[stretches][];
		int count = 0;
		double total = 0;
		for (int t = 0; t < stretches; t++) {
			final double height = (sums[t + n] - sums[t]) / n;
			if (!(height > least)) continue;
			final double ratio = (sums[t + 2 * n] - sums[t + n]) / n / height;
			ratios[count++] = new double[] { ratio, height };
			total += height;
		}
		if (count < Math.max(FEWEST_STRETCHES, n)) return Double.NaN;
		Arrays.sort(ratios, 0, count, (a, b) -> Double.compare(a[0], b[0]));
		double sum = 0;
		for (int i = 0; i < count; i++) {
			sum += ratios[i][1];
			if (sum >= UNDISTURBED_QUANTILE * total) return ratios[i][0];
		}
		return Double.NaN;
	}
}

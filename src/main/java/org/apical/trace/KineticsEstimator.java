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
 * its estimate was several times too short. It comes from {@link Decay}.
 */
final class KineticsEstimator {

	private static final double UNKNOWN_RISE_S = 0.05;
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
		if (!(noise > 0)) return new Kinetics(Decay.USUAL_S, 0);
		return new KineticsEstimator(NoiseLevel.bridged(trace), rateHz, noise).estimate();
	}

	private Kinetics estimate() {
		final double[] roots = autoregressiveRoots();
		double decay = Decay.of(trace, rateHz, noise);
		if (Double.isNaN(decay)) decay = seconds(roots[0]);
		if (Double.isNaN(decay)) decay = Decay.USUAL_S;
		decay = Math.min(Decay.LONGEST_S, Math.max(decay, 1 / rateHz));
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
}

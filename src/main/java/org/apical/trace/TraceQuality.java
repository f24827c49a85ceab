package org.apical.trace;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * How far a trace can be trusted.
 *
 * @param noise SD of its white noise a frame, in units of the trace
 * @param snr its 99th percentile above its median, over the noise; NaN for a trace without noise
 * @param motionShare share of its variance that the motion explains, 0 to 1; NaN where the motion is not known
 */
public record TraceQuality(double noise, double snr, double motionShare) {

	private static final int FOLDS = 10;
	private static final int TERMS = 5;

	/**
	 * @param trace NaN for bad frames
	 * @param dy displacement of each frame, rows, px, or null where it is not known
	 * @param dx columns, px
	 */
	public static TraceQuality of(final float[] trace, final double[] dy, final double[] dx) {
		final double noise = NoiseLevel.of(trace);
		final RunningPercentile high = new RunningPercentile(Math.max(1, trace.length), 99);
		final RunningPercentile middle = new RunningPercentile(Math.max(1, trace.length), 50);
		for (final float v : trace) {
			high.add(v);
			middle.add(v);
		}
		final double snr = noise > 0 ? (high.get() - middle.get()) / noise : Double.NaN;
		return new TraceQuality(noise, snr, dy == null ? Double.NaN : motionShare(trace, dy, dx));
	}

	/**
	 * Share of a trace's variance explained by the frame's displacement, its squares and its product, predicted for each
	 * tenth of the recording from the other nine, so that a trace unrelated to the motion has 0 and not the share that five
	 * free terms find in any trace. Means are taken out of each tenth, so that drift common to both does not count.
	 *
	 * @return 0 to 1; NaN where fewer than 50 frames are good or the trace does not change
	 */
	public static double motionShare(final float[] trace, final double[] dy, final double[] dx) {
		if (dy.length != trace.length || dx.length != trace.length) throw new IllegalArgumentException(
			"There are " + dy.length + " and " + dx.length + " displacements for " + trace.length + " frames");
		final double[][] rows = new double[trace.length][];
		int n = 0;
		for (int t = 0; t < trace.length; t++) {
			if (Double.isNaN(dy[t] + dx[t] + trace[t])) continue;
			rows[n++] = new double[] { dy[t], dx[t], dy[t] * dy[t], dx[t] * dx[t], dy[t] * dx[t], trace[t] };
		}
		if (n < FOLDS * TERMS) return Double.NaN;
		final double[][][] products = new double[FOLDS][][];
		for (int fold = 0; fold < FOLDS; fold++) products[fold] = products(rows, n * fold / FOLDS, n * (fold + 1) / FOLDS);
		double explained = 0;
		double variance = 0;
		for (final double[][] own : products) {
			final double[] slopes = fit(products, own);
			variance += own[TERMS][TERMS];
			// What the prediction takes off the fold's squares: y.y - |y - X b|^2.
			for (int i = 0; i < TERMS; i++) {
				explained += 2 * slopes[i] * own[i][TERMS];
				for (int j = 0; j < TERMS; j++) explained -= slopes[i] * own[i][j] * slopes[j];
			}
		}
		return variance > 0 ? Math.max(0, explained / variance) : Double.NaN;
	}

	/** Takes the means out of some rows and multiplies all columns with each other. */
	private static double[][] products(final double[][] rows, final int from, final int to) {
		final double[] mean = new double[TERMS + 1];
		for (int t = from; t < to; t++) for (int i = 0; i <= TERMS; i++) mean[i] += rows[t][i] / (to - from);
		final double[][] sums = new double[TERMS + 1][TERMS + 1];
		for (int t = from; t < to; t++) {
			for (int i = 0; i <= TERMS; i++) rows[t][i] -= mean[i];
			for (int i = 0; i <= TERMS; i++) for (int j = 0; j <= TERMS; j++) sums[i][j] += rows[t][i] * rows[t][j];
		}
		return sums;
	}

	private static double[] fit(final double[][][] products, final double[][] left) {
		final double[][] square = new double[TERMS][TERMS];
		final double[] side = new double[TERMS];
		for (final double[][] fold : products) {
			if (fold == left) continue;
			for (int i = 0; i < TERMS; i++) {
				side[i] += fold[i][TERMS];
				for (int j = 0; j < TERMS; j++) square[i][j] += fold[i][j];
			}
		}
		return new SingularValueDecomposition(new Array2DRowRealMatrix(square, false)).getSolver()
			.solve(new ArrayRealVector(side, false)).toArray();
	}
}

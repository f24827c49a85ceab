package org.apical.trace;

import java.util.Arrays;

import org.apache.commons.math3.special.Gamma;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Standard deviation of a trace's white noise, from the upper half of its power spectrum, where indicators are too slow
 * to show (Pnevmatikakis et al., Neuron 2016).
 *
 * <p>Welch's method: Hann windows of up to 256 frames, half overlapping. The geometric mean over frequencies keeps a
 * narrow line (mains, a scanner's harmonics) from counting; its bias for so many windows is
 * taken out. Bad frames (NaN) are bridged by a straight line, and a window where more than half
 * are bad does not count.
 */
public final class NoiseLevel {

	private static final int SEGMENT = 256;
	/** Below this many good frames there is no spectrum to speak of; differences of neighbours serve. */
	private static final int SHORT = 32;

	private NoiseLevel() {}

	/** @return the noise SD in units of the trace; 0 for a constant trace, NaN with fewer than two good frames */
	public static double of(final float[] trace) {
		final int good = good(trace, 0, trace.length);
		if (good < 2) return Double.NaN;
		if (good < SHORT) return ofDifferences(trace);
		final double[] x = bridged(trace);
		final int n = Math.min(SEGMENT, Integer.highestOneBit(trace.length));
		final double[] window = new double[n];
		double power = 0;
		for (int i = 0; i < n; i++) {
			window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / n);
			power += window[i] * window[i];
		}
		final DoubleFFT_1D fft = new DoubleFFT_1D(n);
		final double[] spectrum = new double[n / 4];
		final double[] segment = new double[n];
		int segments = 0;
		for (int start = 0; start + n <= x.length; start += n / 2) {
			if (good(trace, start, start + n) < n / 2) continue;
			for (int i = 0; i < n; i++) segment[i] = window[i] * x[start + i];
			fft.realForward(segment);
			for (int k = 0; k < spectrum.length; k++) {
				final int bin = 2 * (n / 4 + k);
				spectrum[k] += segment[bin] * segment[bin] + segment[bin + 1] * segment[bin + 1];
			}
			segments++;
		}
		if (segments == 0) return ofDifferences(trace);
		double log = 0;
		for (final double s : spectrum) log += Math.log(Math.max(s / segments / power, Double.MIN_NORMAL));
		// The mean logarithm of an average of n exponential variables lies below the logarithm of their mean.
		final double bias = Gamma.digamma(segments) - Math.log(segments);
		final double variance = Math.exp(log / spectrum.length - bias);
		return variance <= 2 * Double.MIN_NORMAL ? 0 : Math.sqrt(variance);
	}

	/** Median absolute difference of neighbours, scaled to a normal distribution's SD. */
	private static double ofDifferences(final float[] trace) {
		final double[] d = new double[trace.length];
		int n = 0;
		for (int t = 1; t < trace.length; t++) {
			final double difference = Math.abs(trace[t] - trace[t - 1]);
			if (!Double.isNaN(difference)) d[n++] = difference;
		}
		if (n == 0) return Double.NaN;
		Arrays.sort(d, 0, n);
		return d[n / 2] / (0.6745 * Math.sqrt(2));
	}

	private static int good(final float[] trace, final int from, final int to) {
		int n = 0;
		for (int t = from; t < to; t++) if (!Float.isNaN(trace[t])) n++;
		return n;
	}

	/** The trace with bad frames on a straight line between their good neighbours; some frame is good. */
	static double[] bridged(final float[] trace) {
		final double[] x = new double[trace.length];
		int last = -1;
		for (int t = 0; t < x.length; t++) {
			if (Float.isNaN(trace[t])) continue;
			x[t] = trace[t];
			for (int i = last + 1; i < t; i++)
				x[i] = last < 0 ? trace[t] : trace[last] + (trace[t] - trace[last]) * (i - last) / (double) (t - last);
			last = t;
		}
		for (int i = last + 1; i < x.length; i++) x[i] = trace[last];
		return x;
	}
}

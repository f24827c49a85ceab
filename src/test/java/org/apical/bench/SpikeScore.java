package org.apical.bench;

import java.util.List;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apical.trace.Event;

/**
 * How well an inferred rate and its events agree with spikes that were recorded electrically.
 *
 * <p>Spikes less than {@link #WINDOW_S} apart are one burst. An event within {@link #WINDOW_S} of a burst's span is right;
 * a burst with such an event is found. So a burst of ten spikes counts once, whether it is seen as one event or three.
 *
 * @param precision share of events that are right
 * @param recall share of bursts that are found
 * @param correlation of the rate with the spikes, both smoothed by a Gaussian of SD {@link #SMOOTHING_S}
 * @param asIs the same with only the spikes smoothed
 */
public record SpikeScore(double precision, double recall, double correlation, double asIs) {

	static final double WINDOW_S = 0.2;
	static final double SMOOTHING_S = 0.2;

	/** Harmonic mean of precision and recall. */
	public double f1() {
		return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
	}

	/** @param spikes ascending, s; events' times and the rate begin at {@code startSeconds} */
	static SpikeScore of(final float[] rate, final List<Event> events, final double[] spikes, final double startSeconds,
		final double rateHz)
	{
		final double[] truth = new double[rate.length];
		for (final double spike : spikes) {
			final long frame = Math.round((spike - startSeconds) * rateHz);
			if (frame >= 0 && frame < truth.length) truth[(int) frame]++;
		}
		final double[] inferred = new double[rate.length];
		for (int t = 0; t < rate.length; t++) inferred[t] = rate[t];
		final double[] smooth = smooth(truth, SMOOTHING_S * rateHz);
		int bursts = 0;
		int found = 0;
		final boolean[] right = new boolean[events.size()];
		for (int i = 0; i < spikes.length;) {
			int last = i;
			while (last + 1 < spikes.length && spikes[last + 1] - spikes[last] <= WINDOW_S) last++;
			boolean hit = false;
			for (int e = 0; e < right.length; e++) {
				final double time = startSeconds + events.get(e).peakSeconds();
				if (time < spikes[i] - WINDOW_S || time > spikes[last] + WINDOW_S) continue;
				right[e] = true;
				hit = true;
			}
			bursts++;
			if (hit) found++;
			i = last + 1;
		}
		int correct = 0;
		for (final boolean r : right) if (r) correct++;
		return new SpikeScore(right.length == 0 ? 0 : correct / (double) right.length, found / (double) bursts,
			correlation(smooth(inferred, SMOOTHING_S * rateHz), smooth), correlation(inferred, smooth));
	}

	/** Gaussian over four SDs to either side; the ends are mirrored. */
	static double[] smooth(final double[] x, final double sd) {
		final int reach = (int) Math.ceil(4 * sd);
		final double[] out = new double[x.length];
		double total = 0;
		for (int k = -reach; k <= reach; k++) {
			final double w = Math.exp(-0.5 * (k / sd) * (k / sd));
			total += w;
			for (int t = 0; t < x.length; t++) {
				int at = t + k;
				if (at < 0) at = -1 - at;
				if (at >= x.length) at = 2 * x.length - 1 - at;
				out[t] += w * x[Math.min(x.length - 1, Math.max(0, at))];
			}
		}
		for (int t = 0; t < out.length; t++) out[t] /= total;
		return out;
	}

	private static double correlation(final double[] a, final double[] b) {
		final double r = new PearsonsCorrelation().correlation(a, b);
		return Double.isNaN(r) ? 0 : r;
	}
}

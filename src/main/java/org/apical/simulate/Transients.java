package org.apical.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A fluorescence trace as the sum of spikes' transients, (1 - exp(-t / rise)) exp(-t / decay) each, scaled to peak 1
 * times the spike's height. Any time can be asked for; nothing is stored but the spikes.
 */
final class Transients {

	/** A spike and the height of its transient. */
	record Spike(double timeS, double dff) {}

	/** Transients have faded to 1e-4 of their start after this many decay times. */
	private static final double MEMORY = 9.2;

	private final double[] times;
	private final double[] heights;
	private final double rise;
	private final double decay;
	private final double peak;

	Transients(final List<Spike> spikes, final double riseS, final double decayS) {
		final Spike[] sorted = spikes.stream().sorted(Comparator.comparingDouble(Spike::timeS)).toArray(Spike[]::new);
		times = Arrays.stream(sorted).mapToDouble(Spike::timeS).toArray();
		heights = Arrays.stream(sorted).mapToDouble(Spike::dff).toArray();
		rise = riseS;
		decay = decayS;
		final double at = timeToPeak();
		peak = -Math.expm1(-at / rise) * Math.exp(-at / decay);
	}

	double[] times() {
		return times.clone();
	}

	/** From a spike to the peak of its transient, s. */
	double timeToPeak() {
		return rise * Math.log1p(decay / rise);
	}

	double at(final double timeS) {
		int i = Arrays.binarySearch(times, timeS);
		if (i < 0) i = -i - 2;
		double sum = 0;
		for (; i >= 0 && timeS - times[i] < MEMORY * decay; i--) {
			final double t = timeS - times[i];
			sum += heights[i] * -Math.expm1(-t / rise) * Math.exp(-t / decay);
		}
		return sum / peak;
	}

	/** Highest value between two times, from the peaks after each spike. */
	double highest(final double fromS, final double toS) {
		double best = 0;
		for (final double t : times) {
			final double at = t + timeToPeak();
			if (at >= fromS && at <= toS) best = Math.max(best, at(at));
		}
		return best;
	}
}

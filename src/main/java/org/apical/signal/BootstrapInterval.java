package org.apical.signal;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Interval of a statistic from its values under resampling (Efron 1979). Each resample has a random generator of its own,
 * so the interval depends on the seed alone.
 *
 * @param low lower end, NaN where it cannot be told
 * @param high upper end
 */
public record BootstrapInterval(double low, double high) {

	/**
	 * Interval of the mean over animals. Animals are drawn with replacement, each with all that is nested in it: drawing
	 * neurons and sessions again within them would count their scatter twice, as it is in the animals' values already
	 * (Davison and Hinkley 1997, section 3.8). The percentiles are then stretched about the mean, since with few animals they
	 * fall short by the factor of sqrt((n - 1) / n) and of the normal against Student's quantile (Hesterberg 2015).
	 *
	 * @param values one an animal; with fewer than two the interval is NaN
	 * @param resamples number of resamples
	 * @param level coverage, for example 0.95
	 */
	public static BootstrapInterval ofMean(final double[] values, final int resamples, final double level, final long seed) {
		if (values.length < 2) return new BootstrapInterval(Double.NaN, Double.NaN);
		final double n = values.length, mean = StatUtils.mean(values), tail = (1 + level) / 2;
		final double stretch = Math.sqrt(n / (n - 1)) * new TDistribution(n - 1).inverseCumulativeProbability(tail) /
			new NormalDistribution().inverseCumulativeProbability(tail);
		final BootstrapInterval plain = of(random -> resampledMean(values, random), resamples, level, seed);
		return new BootstrapInterval(mean + stretch * (plain.low - mean), mean + stretch * (plain.high - mean));
	}

	/**
	 * Percentiles of a resampled statistic.
	 *
	 * @param sample draws one resample and returns its statistic, NaN where it has none; called from several threads
	 * @param resamples number of resamples
	 * @param level coverage, for example 0.95
	 */
	public static BootstrapInterval of(final ToDoubleFunction<SplittableRandom> sample, final int resamples,
		final double level, final long seed)
	{
		final double[] values = IntStream.range(0, resamples).parallel().mapToDouble(i -> sample.applyAsDouble(Seeds.random(
			seed, i))).filter(v -> !Double.isNaN(v)).toArray();
		if (values.length < 2) return new BootstrapInterval(Double.NaN, Double.NaN);
		Arrays.sort(values);
		final Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
		percentile.setData(values);
		return new BootstrapInterval(percentile.evaluate(50 * (1 - level)), percentile.evaluate(50 * (1 + level)));
	}

	private static double resampledMean(final double[] values, final SplittableRandom random) {
		double sum = 0;
		for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
		return sum / values.length;
	}
}

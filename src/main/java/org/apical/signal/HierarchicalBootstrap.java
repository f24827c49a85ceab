package org.apical.signal;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Percentile interval of a statistic under resampling (Efron 1979; nested data: Saravanan et al. 2020). Each resample has
 * a random generator of its own, so the interval depends on the seed alone.
 *
 * <p>Drawing neurons and sessions again inside each animal adds their scatter a second time, so that with few sessions an
 * interval is rather too wide (docs/benchmarks.md has its coverage); with animals alone and few of them it is too narrow.
 * The tests do not rest on it.
 *
 * @param low lower end, NaN where fewer than two resamples gave a value
 * @param high upper end
 */
public record HierarchicalBootstrap(double low, double high) {

	/**
	 * @param sample draws one resample and returns its statistic, NaN where it has none; called from several threads
	 * @param resamples number of resamples
	 * @param level coverage, for example 0.95
	 */
	public static HierarchicalBootstrap of(final ToDoubleFunction<SplittableRandom> sample, final int resamples,
		final double level, final long seed)
	{
		final double[] values = IntStream.range(0, resamples).parallel().mapToDouble(i -> sample.applyAsDouble(Seeds.random(
			seed, i))).filter(v -> !Double.isNaN(v)).toArray();
		if (values.length < 2) return new HierarchicalBootstrap(Double.NaN, Double.NaN);
		Arrays.sort(values);
		final Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
		percentile.setData(values);
		return new HierarchicalBootstrap(percentile.evaluate(50 * (1 - level)), percentile.evaluate(50 * (1 + level)));
	}

	/** Mean of as many values drawn with replacement. */
	static double resampledMean(final double[] values, final SplittableRandom random) {
		double sum = 0;
		for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
		return sum / values.length;
	}
}

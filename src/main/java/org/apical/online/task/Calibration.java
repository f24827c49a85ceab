package org.apical.online.task;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A day's threshold, and where it stands in the distribution of the baseline's readout.
 *
 * @param threshold readout (mean of the last frames, as it is judged) of a hit
 * @param z standard deviations of the threshold from the mean; a first day's is kept and used on later days
 * @param mean of the readout without activity: that of its left half mirrored at the median, hence the median
 * @param sd standard deviation of the same
 * @param minimum smallest readout of the baseline
 * @param thresholds of the success curve, rising
 * @param success share of resampled trials that reach each of them
 */
public record Calibration(double threshold, double z, double mean, double sd, double minimum, double[] thresholds,
	double[] success)
{

	/** More steps than this say that the step is far too small for the readout's range. */
	private static final int MOST_STEPS = 1_000_000;

	/**
	 * A first day: the threshold is raised from the lowest readout until no more than the wanted share of trials succeed.
	 *
	 * @param baseline readout frame by frame, as it will be judged; NaN where it was not known
	 * @param trialFrames length of a resampled trial
	 * @param seed equal seeds draw equal trials
	 * @throws IllegalArgumentException where the baseline is too short or the readout never changes
	 */
	public static Calibration firstDay(final double[] baseline, final int trialFrames, final CalibrationParameters parameters,
		final long seed)
	{
		final Calibration curve = curve(baseline, trialFrames, parameters, seed);
		int k = 0;
		while (curve.success[k] > parameters.success()) k++;
		return curve.at(curve.thresholds[k]);
	}

	/**
	 * A later day: the threshold stands as many standard deviations from today's mean as it did on day 1. The success curve
	 * is today's.
	 */
	public static Calibration laterDay(final double[] baseline, final int trialFrames, final CalibrationParameters parameters,
		final long seed, final double z)
	{
		final Calibration curve = curve(baseline, trialFrames, parameters, seed);
		return curve.at(curve.mean + z * curve.sd);
	}

	/** The same baseline with another threshold. */
	public Calibration at(final double newThreshold) {
		if (!(newThreshold > minimum)) throw new IllegalArgumentException("A threshold of " + newThreshold +
			" does not lie above the baseline's minimum of " + minimum);
		return new Calibration(newThreshold, (newThreshold - mean) / sd, mean, sd, minimum, thresholds, success);
	}

	/** Share of resampled trials that would reach the threshold. */
	public double expectedSuccess() {
		final int i = Arrays.binarySearch(thresholds, threshold);
		return success[Math.min(success.length - 1, i >= 0 ? i : -i - 1)];
	}

	private static Calibration curve(final double[] baseline, final int trialFrames, final CalibrationParameters parameters,
		final long seed)
	{
		final double[] known = Arrays.stream(baseline).filter(x -> !Double.isNaN(x)).sorted().toArray();
		if (baseline.length <= trialFrames || known.length < 2) throw new IllegalArgumentException("The baseline holds " +
			known.length + " frames; a calibration needs more than the " + trialFrames + " of one trial");
		final double median = (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
		final double sd = Math.sqrt(Arrays.stream(known).filter(x -> x <= median).map(x -> (x - median) * (x - median)).average()
			.orElseThrow());
		if (!(sd > 0)) throw new IllegalArgumentException("The readout did not change during the baseline: it is " + median +
			" throughout; are the populations' ROIs on their cells?");
		final double[] best = best(baseline, trialFrames, parameters.trials(), seed);
		final double step = parameters.step();
		final double first = Math.floor(known[0] / step) * step;
		final double steps = Math.ceil((best[best.length - 1] - first) / step) + 2;
		if (steps > MOST_STEPS) throw new IllegalArgumentException("A threshold step of " + step +
			" is too small for a readout between " + known[0] + " and " + known[known.length - 1]);
		final double[] thresholds = new double[(int) steps];
		final double[] success = new double[thresholds.length];
		for (int k = 0, below = 0; k < thresholds.length; k++) {
			thresholds[k] = first + (k + 1) * step;
			while (below < best.length && best[below] < thresholds[k]) below++;
			success[k] = (best.length - below) / (double) best.length;
		}
		return new Calibration(Double.NaN, Double.NaN, median, sd, known[0], thresholds, success);
	}

	/** Highest readout of each drawn trial, in rising order; a trial without a known frame never succeeds. */
	private static double[] best(final double[] baseline, final int length, final int trials, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] best = new double[trials];
		for (int i = 0; i < trials; i++) {
			final int from = random.nextInt(baseline.length - length + 1);
			best[i] = Double.NEGATIVE_INFINITY;
			for (int t = from; t < from + length; t++) if (baseline[t] > best[i]) best[i] = baseline[t];
		}
		Arrays.sort(best);
		return best;
	}
}

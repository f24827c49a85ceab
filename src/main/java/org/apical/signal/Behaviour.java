package org.apical.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.apache.commons.math3.stat.StatUtils;

/**
 * How well the animal did in one session. Aborted trials do not count.
 *
 * @param trials number of hits and misses
 * @param accuracy share of hits
 * @param rewardsPerMinute hits a minute, over the time between the first and the last trial
 * @param timeToTargetS median length of a hit's run, s; NaN without a hit
 * @param early accuracy in the first third of the trials
 * @param late accuracy in the last third
 * @param earlyTimeS median time to target in the first third
 * @param lateTimeS the same in the last third
 * @param chance share of stretches of the baseline, as long as a trial, in which the readout would have reached the
 *          threshold; NaN where that is not known
 * @param chanceGap why not, null where it is
 */
public record Behaviour(int trials, double accuracy, double rewardsPerMinute, double timeToTargetS, double early, double late,
	double earlyTimeS, double lateTimeS, double chance, String chanceGap)
{

	private static final int STRETCHES = 1000;
	/** The task judges the mean of the last three readouts. */
	private static final int SMOOTHED = 3;

	/**
	 * @param trialS longest run of a trial, s
	 * @throws GapException where no trial was finished
	 */
	public static Behaviour of(final FrameLog log, final List<Trial> trials, final double rateHz, final double trialS,
		final long seed) throws GapException
	{
		final List<Trial> finished = trials.stream().filter(t -> t.outcome() != Trial.Outcome.ABORTED).toList();
		if (finished.isEmpty()) throw new GapException("no trial ended in a hit or a miss");
		final double[] times = finished.stream().mapToDouble(t -> runFrames(log, t.number()) / rateHz).toArray();
		final int third = Math.max(1, finished.size() / 3), from = finished.size() - third;
		double chance = Double.NaN;
		String gap = null;
		try {
			chance = chance(log, finished, (int) Math.round(trialS * rateHz), seed);
		}
		catch (final GapException e) {
			gap = e.getMessage();
		}
		return new Behaviour(finished.size(), accuracy(finished), hits(finished) / minutes(log, rateHz), time(finished, times, 0,
			finished.size()), accuracy(finished.subList(0, third)), accuracy(finished.subList(from, finished.size())), time(
				finished, times, 0, third), time(finished, times, from, finished.size()), chance, gap);
	}

	private static long hits(final List<Trial> trials) {
		return trials.stream().filter(t -> t.outcome() == Trial.Outcome.HIT).count();
	}

	private static double accuracy(final List<Trial> trials) {
		return (double) hits(trials) / trials.size();
	}

	private static int runFrames(final FrameLog log, final int trial) {
		int n = 0;
		for (int t = 0; t < log.length(); t++)
			if (log.trial()[t] == trial && log.state()[t] == TrialState.RUN) n++;
		return n;
	}

	private static double minutes(final FrameLog log, final double rateHz) {
		int first = -1, last = 0;
		for (int t = 0; t < log.length(); t++) {
			if (log.trial()[t] < 0 || log.state()[t] == TrialState.BASELINE) continue;
			if (first < 0) first = t;
			last = t;
		}
		return first < 0 ? Double.NaN : (last - first + 1) / rateHz / 60;
	}

	private static double time(final List<Trial> trials, final double[] times, final int from, final int to) {
		final List<Double> hits = new ArrayList<>();
		for (int i = from; i < to; i++)
			if (trials.get(i).outcome() == Trial.Outcome.HIT) hits.add(times[i]);
		return StatUtils.percentile(hits.stream().mapToDouble(d -> d).toArray(), 50);
	}

	private static double chance(final FrameLog log, final List<Trial> trials, final int length, final long seed)
		throws GapException
	{
		if (log.readout() == null) throw new GapException("the frame log has no readout (column x)");
		final double threshold = trials.get(0).threshold();
		if (Double.isNaN(threshold)) throw new GapException("the trials have no threshold");
		int n = 0;
		while (n < log.length() && log.state()[n] == TrialState.BASELINE) n++;
		final double[] baseline = Arrays.stream(log.readout(), 0, n).filter(x -> !Double.isNaN(x)).toArray();
		if (baseline.length <= length) throw new GapException("the log starts with " + baseline.length +
			" baseline frames that have a readout, fewer than a trial's " + length);
		final SplittableRandom random = Seeds.random(seed, baseline.length);
		int reached = 0;
		for (int i = 0; i < STRETCHES; i++)
			if (reaches(baseline, random.nextInt(baseline.length - length), length, threshold)) reached++;
		return (double) reached / STRETCHES;
	}

	private static boolean reaches(final double[] x, final int from, final int length, final double threshold) {
		for (int t = from + SMOOTHED - 1; t < from + length; t++)
			if ((x[t] + x[t - 1] + x[t - 2]) / SMOOTHED >= threshold) return true;
		return false;
	}
}

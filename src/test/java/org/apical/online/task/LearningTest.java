package org.apical.online.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.apical.simulate.LearningAnimal;
import org.junit.Test;

/** Simulated animals in the task over days, the loop closed through their rewards; four P+ and four P- neurons. */
public class LearningTest {

	private static final int DAYS = 8, TRIALS = 80, ANIMALS = 6, EACH = 4;
	private static final double RATE_HZ = 15.46, NOISE = 0.05;

	/** One animal's days. */
	private static final class Training {

		private final LearningAnimal animal;
		private final SplittableRandom random;
		private final boolean shuffled;
		private final double[] recent = new double[3];
		private int frame;
		private int hits;
		private int trials;
		private double z = Double.NaN;

		Training(final long seed, final boolean shuffled) {
			animal = new LearningAnimal(2 * EACH, 6, 1, 0.03, seed);
			random = new SplittableRandom(seed);
			this.shuffled = shuffled;
		}

		private double shown() {
			animal.live(1 / RATE_HZ);
			double x = NOISE * random.nextGaussian();
			for (int i = 0; i < 2 * EACH; i++) x += (i < EACH ? 1 : -1) * animal.dff()[i] / EACH;
			recent[frame++ % 3] = x;
			return Arrays.stream(recent).average().orElseThrow();
		}

		/** @return share of hits */
		double day() {
			animal.sleep();
			final double[] baseline = new double[12_000];
			for (int t = 0; t < baseline.length; t++) baseline[t] = shown();
			final int length = (int) Math.round(28 * RATE_HZ);
			final Calibration c = Double.isNaN(z) ? Calibration.firstDay(baseline, length, CalibrationParameters.DEFAULT, 1) : Calibration
				.laterDay(baseline, length, CalibrationParameters.DEFAULT, 1, z);
			z = c.z();
			hits = trials = 0;
			final Task task = new Task(TaskParameters.DEFAULT.withLimits(TRIALS, Double.POSITIVE_INFINITY), 1, this::ended);
			task.begin(c, null);
			int owed = 0;
			for (int t = 0; !task.isDone(t / RATE_HZ) || t == 0; t++) {
				task.step(t, t / RATE_HZ, shown());
				if (task.reward() == Task.Reward.DUE) owed++;
				// Shuffled rewards are as many, at moments that have nothing to do with the readout.
				final boolean paid = shuffled ? owed > 0 && random.nextDouble() < 1 / (20 * RATE_HZ) : owed > 0;
				if (!paid) continue;
				owed--;
				animal.reward();
			}
			return hits / (double) trials;
		}

		private void ended(final TrialResult trial) {
			trials++;
			if (trial.outcome() == TrialResult.Outcome.HIT) hits++;
		}
	}

	private static double[] accuracy(final boolean shuffled) {
		final double[] mean = new double[DAYS];
		for (int a = 0; a < ANIMALS; a++) {
			final Training training = new Training(100 + a, shuffled);
			for (int d = 0; d < DAYS; d++) mean[d] += training.day() / ANIMALS;
		}
		return mean;
	}

	@Test
	public void accuracyRisesFromAHalfWhereRewardsFollowTheReadout() {
		final double[] days = accuracy(false);
		final String all = Arrays.toString(days);
		assertEquals(all, 0.5, days[0], 0.15);
		assertTrue(all, (days[DAYS - 1] + days[DAYS - 2]) / 2 > days[0] + 0.15);
	}

	@Test
	public void itDoesNotWhereRewardsComeAtRandom() {
		final double[] days = accuracy(true);
		assertTrue(Arrays.toString(days), (days[DAYS - 1] + days[DAYS - 2]) / 2 < days[0] + 0.1);
	}
}

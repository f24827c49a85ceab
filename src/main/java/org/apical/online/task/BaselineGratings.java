package org.apical.online.task;

import java.util.SplittableRandom;

/**
 * The gratings of the baseline: each of the seven angles once in random order, then again in another, so that the animal
 * has seen all of them before they mean anything.
 */
public final class BaselineGratings {

	private final double gratingS;
	private final SplittableRandom random;
	private final double[] angles = new double[1 + (int) (AngleScale.TARGET_DEG / AngleScale.STEP_DEG)];
	private long round = -1;

	/**
	 * @param gratingS how long each is shown, s
	 * @param seed equal seeds give equal orders
	 */
	public BaselineGratings(final double gratingS, final long seed) {
		this.gratingS = gratingS;
		random = new SplittableRandom(seed);
		for (int i = 0; i < angles.length; i++) angles[i] = i * AngleScale.STEP_DEG;
	}

	/** @param sinceStartS time since the baseline began, s; never falls from call to call */
	public double angle(final double sinceStartS) {
		final long number = (long) Math.floor(Math.max(0, sinceStartS) / gratingS);
		while (round < number / angles.length) {
			round++;
			shuffle();
		}
		return angles[(int) (number % angles.length)];
	}

	private void shuffle() {
		for (int i = angles.length - 1; i > 0; i--) {
			final int j = random.nextInt(i + 1);
			final double other = angles[i];
			angles[i] = angles[j];
			angles[j] = other;
		}
	}
}

package org.apical.simulate;

import java.util.SplittableRandom;

/**
 * Neurons of an animal that learns from rewards, moment by moment, for closing a loop.
 *
 * <p>Each neuron fires bursts at random; its rate varies slowly about a level of its own. A reward moves the level towards
 * where the rate has just been, so what happens to precede rewards comes more often: where rewards follow from the
 * neurons' activity the levels move towards what is rewarded, where they come at random the levels stray without aim. What
 * was learnt shows from a day's first reward on, when the animal has noticed that the task is on; not in the baseline before.
 */
public final class LearningAnimal {

	private static final double RISE_S = 0.1, DECAY_S = 0.6;
	/** How long a rate stays above or below its level. */
	private static final double WANDER_S = 12;
	private static final double WANDER_SD = 0.5;
	/** Levels stay within this of where they began, in natural logarithms. */
	private static final double FARTHEST = 2.5;

	private final SplittableRandom random;
	private final double eventsPerSecond;
	private final double height;
	private final double learning;
	private final double[] level;
	private final double[] wander;
	private final double[] rising;
	private final double[] dff;
	private boolean engaged;

	/**
	 * @param neurons how many
	 * @param eventsPerMinute mean rate of each at first
	 * @param height dF/F0 that an event adds
	 * @param learning share of the way from a neuron's level to its present rate that a reward moves it
	 * @param seed equal seeds and rewards give equal animals
	 */
	public LearningAnimal(final int neurons, final double eventsPerMinute, final double height, final double learning,
		final long seed)
	{
		random = new SplittableRandom(seed);
		eventsPerSecond = eventsPerMinute / 60;
		this.height = height;
		this.learning = learning;
		level = new double[neurons];
		wander = new double[neurons];
		rising = new double[neurons];
		dff = new double[neurons];
	}

	/** Lives on for a moment. */
	public void live(final double seconds) {
		final double kept = Math.exp(-seconds / WANDER_S), decay = Math.exp(-seconds / DECAY_S), rise = -Math.expm1(-seconds / RISE_S);
		for (int i = 0; i < dff.length; i++) {
			wander[i] = kept * wander[i] + WANDER_SD * Math.sqrt(1 - kept * kept) * random.nextGaussian();
			if (random.nextDouble() < seconds * eventsPerSecond * Math.exp((engaged ? level[i] : 0) + wander[i])) rising[i] += height * (0.5 + random
				.nextDouble());
			final double step = rise * rising[i];
			rising[i] -= step;
			dff[i] = dff[i] * decay + step;
		}
	}

	/** Begins another day. */
	public void sleep() {
		engaged = false;
	}

	/** Is rewarded. */
	public void reward() {
		engaged = true;
		for (int i = 0; i < level.length; i++) level[i] = Math.max(-FARTHEST, Math.min(FARTHEST, level[i] + learning * wander[i]));
	}

	/** dF/F0 of each neuron now; used again. */
	public double[] dff() {
		return dff;
	}

	/** Natural logarithm of each neuron's mean rate relative to its first. */
	public double[] levels() {
		return level.clone();
	}

	/** Number of neurons. */
	public int neurons() {
		return dff.length;
	}
}

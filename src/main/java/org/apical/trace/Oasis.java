package org.apical.trace;

/**
 * OASIS for an indicator that only decays, AR(1) (Friedrich, Zhou and Paninski, PLoS Comput Biol 2017, algorithm 1).
 *
 * <p>Frames between two spikes form a pool whose calcium decays from one fitted value. A new sample opens a pool; while
 * it would start below where the one before ends, the two are merged. Amortised constant time a sample; no call
 * allocates. A bad frame belongs to the pool before it and adds nothing to its fit.
 */
final class Oasis implements SpikeSolver {

	private final int lag;
	private final double shrinkage;
	private final double[] decayed;
	/** Pools that have not settled, in a ring, the oldest at head. */
	private final double[] value;
	private final double[] weight;
	private final long[] start;
	private int head;
	private int pools;
	private long samples;
	/** Calcium of the last frame that settled. */
	private double settled;

	Oasis(final Kinetics kinetics, final double rateHz, final double penalty, final int lag) {
		if (lag < 1) throw new IllegalArgumentException("Deconvolution needs a lag of at least 1 frame, not " + lag);
		this.lag = lag;
		decayed = new double[lag + 2];
		decayed[0] = 1;
		for (int i = 1; i < decayed.length; i++) decayed[i] = decayed[i - 1] * kinetics.decay(rateHz);
		// The sum of spikes is (1 - g) times the sum of calcium, but for the last frame, which is never the last here.
		shrinkage = penalty * (1 - decayed[1]);
		value = new double[lag + 1];
		weight = new double[lag + 1];
		start = new long[lag + 1];
	}

	@Override
	public int lag() {
		return lag;
	}

	@Override
	public void begin(final double calcium) {
		settled = calcium;
	}

	@Override
	public double push(final double sample) {
		final long t = samples++;
		if (!Double.isNaN(sample)) open(sample - shrinkage, t);
		return settle(t - lag);
	}

	private void open(final double sample, final long t) {
		double v = sample;
		double w = 1;
		long s = t;
		for (; pools > 0; pools--) {
			final int last = (head + pools - 1) % value.length;
			final double left = decayed[(int) (s - start[last])];
			if (v >= value[last] * left) break;
			v = (weight[last] * value[last] + left * w * v) / (weight[last] + left * left * w);
			w = weight[last] + left * left * w;
			s = start[last];
		}
		if (pools == 0 && v <= settled * decayed[(int) (s - Math.max(-1, t - lag - 1))]) return;
		final int next = (head + pools++) % value.length;
		value[next] = v;
		weight[next] = w;
		start[next] = s;
	}

	/** Takes a frame out of reach of later samples. */
	private double settle(final long frame) {
		if (frame < 0) return 0;
		settled *= decayed[1];
		if (pools == 0 || start[head] != frame) return 0;
		final double spike = value[head] - settled;
		settled = value[head];
		head = (head + 1) % value.length;
		pools--;
		return spike;
	}
}

package org.apical.trace;

import java.util.Arrays;

/**
 * Online non-negative least squares for an indicator that rises and decays, AR(2) (Friedrich, Zhou and Paninski, PLoS
 * Comput Biol 2017, section "Generalization to AR(p)"; active set: Lawson and Hanson 1974).
 *
 * <p>The spikes of the last lag frames are kept at their optimum: each block of new samples starts from the active set
 * before it, so that few spikes change. Gram matrices of two exponentials are closed forms. No call allocates.
 * A bad frame is replaced by what the fit predicts, which leaves the fit where it is.
 */
final class OnlineNnls implements SpikeSolver {

	/** How often the spikes are solved for within one lag. */
	private static final int BLOCKS_PER_LAG = 16;
	/** Gradients below this share of a unit spike's own are rounding. */
	private static final double TOLERANCE = 1e-9;

	private final int lag;
	private final int block;
	private final double decay;
	private final double g1;
	private final double g2;
	private final double peak;
	private final double penalty;
	private final TransientGram gram;
	private final double[] sample;
	private final double[] calcium;
	private final double[] spike;
	private final double[] target;
	private final double[] gradient;
	private final boolean[] active;
	private final int[] support;
	private final double[] fitted;
	private final double[] output;
	private double scale;
	/** Calcium of the last two settled frames. */
	private double before1;
	private double before2;
	private long samples;
	private int frames;

	OnlineNnls(final Kinetics kinetics, final double rateHz, final double penalty, final int lag) {
		if (lag < 1) throw new IllegalArgumentException("Deconvolution needs a lag of at least 1 frame, not " + lag);
		this.lag = lag;
		block = Math.max(1, lag / BLOCKS_PER_LAG);
		decay = kinetics.decay(rateHz);
		final double r = kinetics.rise(rateHz);
		g1 = decay + r;
		g2 = -decay * r;
		peak = kinetics.peak(rateHz);
		this.penalty = penalty * peak;
		final int window = lag + 1;
		gram = new TransientGram(decay, r, window);
		sample = new double[window];
		calcium = new double[window];
		spike = new double[window];
		target = new double[window];
		gradient = new double[window + 2];
		active = new boolean[window];
		support = new int[window];
		fitted = new double[window];
		output = new double[block];
	}

	@Override
	public int lag() {
		return lag;
	}

	@Override
	public void begin(final double level) {
		before1 = level;
		before2 = level / decay;
	}

	@Override
	public double push(final double next) {
		final long t = samples++;
		final double predicted = g1 * calcium(frames - 1) + g2 * calcium(frames - 2);
		sample[frames] = Double.isNaN(next) ? predicted : next;
		calcium[frames] = predicted;
		spike[frames] = 0;
		active[frames] = false;
		scale = Math.max(scale, Math.abs(sample[frames]));
		frames++;
		if (samples % block == 0) {
			solve();
			settle(t);
		}
		return t < lag ? 0 : peak * output[(int) ((t - lag) % block)];
	}

	/** Takes frames out of reach of later samples, so that those up to lag - block + 1 before this one have settled. */
	private void settle(final long t) {
		final long first = t - frames + 1;
		final int n = (int) (t - (lag - block + 1) - first + 1);
		if (n <= 0) return;
		for (int i = 0; i < n; i++) {
			output[(int) ((first + i) % block)] = spike[i];
			before2 = before1;
			before1 = calcium[i];
		}
		frames -= n;
		System.arraycopy(sample, n, sample, 0, frames);
		System.arraycopy(calcium, n, calcium, 0, frames);
		System.arraycopy(spike, n, spike, 0, frames);
		System.arraycopy(active, n, active, 0, frames);
	}

	private double calcium(final int i) {
		return i >= 0 ? calcium[i] : i == -1 ? before1 : before2;
	}

	private void solve() {
		double c1 = before1;
		double c2 = before2;
		for (int i = 0; i < frames; i++) {
			final double c = g1 * c1 + g2 * c2;
			target[i] = sample[i] - c;
			c2 = c1;
			c1 = c;
		}
		for (int round = 0; round < 3 * frames; round++) {
			fitActive();
			final int next = steepest();
			if (next < 0) return;
			active[next] = true;
		}
	}

	/** Least squares on the active spikes; those that would turn negative leave the set. */
	private void fitActive() {
		while (true) {
			int n = 0;
			for (int i = 0; i < frames; i++) if (active[i]) support[n++] = i;
			correlate(target);
			for (int k = 0; k < n; k++) fitted[k] = gradient[support[k]] - penalty;
			gram.solve(support, n, frames, fitted);
			double step = 1;
			for (int k = 0; k < n; k++) {
				final double now = spike[support[k]];
				if (fitted[k] <= 0) step = Math.min(step, now / (now - fitted[k]));
			}
			boolean left = false;
			for (int k = 0; k < n; k++) {
				final int i = support[k];
				final double moved = spike[i] + step * (fitted[k] - spike[i]);
				// Whoever set the step's length leaves, rounding or not.
				active[i] = fitted[k] > 0 || moved > 1e-12 * scale;
				spike[i] = active[i] ? moved : 0;
				left |= !active[i];
			}
			if (step == 1 && !left) break;
		}
		for (int i = 0; i < frames; i++) calcium[i] = g1 * calcium(i - 1) + g2 * calcium(i - 2) + spike[i];
	}

	/** The frame where a new spike would help most; -1 where none would. */
	private int steepest() {
		for (int i = 0; i < frames; i++) fitted[i] = sample[i] - calcium[i];
		correlate(fitted);
		int best = -1;
		double most = TOLERANCE * scale * peak;
		for (int i = 0; i < frames; i++) {
			if (active[i] || gradient[i] - penalty <= most) continue;
			most = gradient[i] - penalty;
			best = i;
		}
		return best;
	}

	/** What each frame's spike would explain of the values: they are run through the transient backwards. */
	private void correlate(final double[] values) {
		Arrays.fill(gradient, frames, frames + 2, 0);
		for (int i = frames - 1; i >= 0; i--) gradient[i] = values[i] + g1 * gradient[i + 1] + g2 * gradient[i + 2];
	}
}

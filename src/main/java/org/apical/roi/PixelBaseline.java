package org.apical.roi;

import java.util.Arrays;

/**
 * Takes what its surround does and the slow baseline out of a pixel's time course and brings it to unit noise. Owns work arrays: one
 * a thread.
 *
 * <p>How far a pixel follows its surround is its own: neuropil does wholly, a cell that hides the neuropil behind it hardly at all.
 * <p>The baseline is the mean of blocks of time with values above two noise units left out, interpolated between block
 * centres. The noise comes from successive differences, large ones left out likewise. Bins that were not imaged come out at
 * the baseline.
 */
final class PixelBaseline {

	private static final int ROUNDS = 3;
	private static final int FOLLOW_ROUNDS = 2;
	/** Values further off than this, in noise units, are a pixel's own activity. */
	private static final float REACH = 2.5f;

	private final float[] values;
	private final float[] levels;
	private final float[] middles;
	private final int bins;

	PixelBaseline(final int bins, final double binsPerBlock) {
		this.bins = bins;
		values = new float[bins];
		levels = new float[(int) Math.max(1, Math.round(bins / Math.max(20, binsPerBlock)))];
		middles = new float[levels.length];
	}

	/**
	 * @param pixel bins in {@link BinnedMovie#UNIT}s, levelled and scaled in place
	 * @param around what the pixel would do if it brightened by the same share as its surround, in the same units of noise
	 * @return the factor by which the noise was off
	 */
	float level(final short[] pixel, final float[] around) {
		for (int t = 0; t < bins; t++) values[t] = pixel[t] == BinnedMovie.MISSING ? Float.NaN : pixel[t] * BinnedMovie.UNIT;
		final float noise = noise();
		follow(around, REACH * noise);
		for (int i = 0; i < levels.length; i++) {
			levels[i] = clippedMean(start(i), start(i + 1), 2 * noise);
		}
		bridge();
		final float scale = noise > 0 ? 1 / noise : 0;
		final float length = bins / (float) levels.length;
		for (int t = 0; t < bins; t++) {
			final float at = Math.max(0, Math.min(levels.length - 1, (t + 0.5f) / length - 0.5f));
			final int i = Math.min((int) at, Math.max(0, levels.length - 2));
			final float next = levels[Math.min(i + 1, levels.length - 1)];
			final float base = levels[i] + (at - i) * (next - levels[i]);
			pixel[t] = Float.isNaN(values[t]) ? 0 : BinnedMovie.store((values[t] - base) * scale);
		}
		return noise;
	}

	/**
	 * Takes out as much of what is around as the pixel follows, none to all: the slope of the pixel on its surround within blocks,
	 * found where the pixel is within a few noise units of it, so that its own activity does not count.
	 */
	private void follow(final float[] around, final float reach) {
		for (int i = 0; i < levels.length; i++) {
			levels[i] = rest(i, 0, around, 0, Float.MAX_VALUE);
			middles[i] = mean(around, i);
		}
		float slope = 0;
		for (int round = 0; round < FOLLOW_ROUNDS; round++) {
			double both = 0, square = 0;
			for (int i = 0; i < levels.length; i++) {
				levels[i] = rest(i, slope, around, levels[i], reach);
				for (int t = start(i); t < start(i + 1); t++) {
					final float r = values[t] - slope * around[t] - levels[i], s = around[t] - middles[i];
					if (!(Math.abs(r) < reach)) continue;
					both += r * s;
					square += s * s;
				}
			}
			if (square > 0) slope += (float) (both / square);
		}
		final float share = Math.max(0, Math.min(1, slope));
		for (int t = 0; t < bins; t++) values[t] -= share * around[t];
	}

	/** Mean of what is left of a block without its surround, of values within reach of a level; NaN where there is none. */
	private float rest(final int block, final float slope, final float[] around, final float level, final float reach) {
		double sum = 0;
		int n = 0;
		for (int t = start(block); t < start(block + 1); t++) {
			final float r = values[t] - slope * around[t];
			if (!(Math.abs(r - level) < reach)) continue;
			sum += r;
			n++;
		}
		return n == 0 ? Float.NaN : (float) (sum / n);
	}

	private float mean(final float[] series, final int block) {
		double sum = 0;
		for (int t = start(block); t < start(block + 1); t++) sum += series[t];
		return (float) (sum / (start(block + 1) - start(block)));
	}

	/** Gives blocks without a value the level of a neighbour; 0 where there is none at all. */
	private void bridge() {
		for (int i = 1; i < levels.length; i++) if (Float.isNaN(levels[i])) levels[i] = levels[i - 1];
		for (int i = levels.length - 2; i >= 0; i--) if (Float.isNaN(levels[i])) levels[i] = levels[i + 1];
		if (Float.isNaN(levels[0])) Arrays.fill(levels, 0);
	}

	private int start(final int block) {
		return (int) ((long) block * bins / levels.length);
	}

	/** NaN where the block was not imaged. */
	private float clippedMean(final int from, final int to, final float reach) {
		float level = Float.NaN;
		float limit = Float.MAX_VALUE;
		for (int round = 0; round < ROUNDS; round++) {
			double sum = 0;
			int n = 0;
			for (int t = from; t < to; t++) if (values[t] < limit) {
				sum += values[t];
				n++;
			}
			if (n == 0) break;
			level = (float) (sum / n);
			limit = level + reach;
		}
		return level;
	}

	private float noise() {
		double limit = Double.MAX_VALUE;
		double variance = 0;
		for (int round = 0; round < ROUNDS; round++) {
			double sum = 0;
			int n = 0;
			for (int t = 1; t < bins; t++) {
				final double d = values[t] - values[t - 1];
				if (d * d < limit) {
					sum += d * d;
					n++;
				}
			}
			if (n == 0 || sum == 0) break;
			variance = sum / n;
			limit = 9 * variance;
		}
		return (float) Math.sqrt(variance / 2);
	}
}

package org.apical.motion;

import java.io.IOException;
import java.util.Arrays;

import org.apical.recording.FrameStream;

/**
 * Aligns a sample of small frames to each other without a template: from the best-agreeing of several seed frames, averaged
 * and aligned again until the displacements stop changing.
 */
final class CoarseAlignment {

	private static final int SEEDS = 6;
	private static final int JURY = 40;
	private static final int ROUNDS = 6;
	/** Share of the frames, best first, that make the average: a minority caught in movement stays outside. */
	private static final double SHARE_AVERAGED = 0.75;

	private final float[][] frames;
	private final int width;
	private final int height;
	private final int reach;
	private final int threads;
	final double[] dy;
	final double[] dx;
	/** How clearly each frame was found in the average; larger is better. */
	final double[] z;

	/**
	 * @param reach largest displacement from the average, px of these frames
	 * @param threads 1 or more
	 */
	CoarseAlignment(final float[][] frames, final int width, final int height, final int reach, final int threads) throws IOException {
		this.threads = threads;
		this.frames = frames;
		this.width = width;
		this.height = height;
		this.reach = reach;
		dy = new double[frames.length];
		dx = new double[frames.length];
		z = new double[frames.length];
		if (frames.length > 1) align();
	}

	private void align() throws IOException {
		CoarseCorrelator correlator = correlator(frames[bestSeed()]);
		final double[] previous = new double[2 * frames.length];
		for (int round = 0; round < ROUNDS; round++) {
			final CoarseCorrelator shared = correlator;
			FrameStream.run(0, frames.length, threads, shared::fork, (i, fork) -> {
				fork.find(frames[i], 1, 1);
				dy[i] = fork.dy[0];
				dx[i] = fork.dx[0];
				z[i] = fork.z[0];
			}, (i, fork) -> {});
			recentre();
			double change = 0;
			for (int i = 0; i < frames.length; i++) {
				if (Math.hypot(dy[i] - previous[2 * i], dx[i] - previous[2 * i + 1]) > 0.5) change++;
				previous[2 * i] = dy[i];
				previous[2 * i + 1] = dx[i];
			}
			if (round > 0 && change <= 0.02 * frames.length) break;
			correlator = correlator(average());
		}
	}

	/** The template sits where the frames are most of the time. */
	private void recentre() {
		final double my = median(dy);
		final double mx = median(dx);
		for (int i = 0; i < dy.length; i++) {
			dy[i] -= my;
			dx[i] -= mx;
		}
	}

	static double median(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private int bestSeed() throws IOException {
		final int seeds = Math.min(SEEDS, frames.length);
		final int jury = Math.min(JURY, frames.length);
		final int[] seed = new int[seeds];
		final double[] vote = new double[seeds];
		FrameStream.run(0, seeds, threads, () -> new double[jury], (s, votes) -> {
			seed[s] = (int) ((s + 0.5) * frames.length / seeds);
			final CoarseCorrelator correlator = correlator(frames[seed[s]]);
			for (int k = 0; k < jury; k++) {
				final int i = (int) ((k + 0.5) * frames.length / jury);
				correlator.find(frames[i], 1, 1);
				votes[k] = i == seed[s] ? Double.NEGATIVE_INFINITY : correlator.z[0];
			}
			vote[s] = median(votes);
		}, (s, votes) -> {});
		int best = 0;
		double highest = Double.NEGATIVE_INFINITY;
		for (int s = 0; s < seeds; s++) if (vote[s] > highest) {
			highest = vote[s];
			best = seed[s];
		}
		return best;
	}

	private CoarseCorrelator correlator(final float[] image) {
		final float[] flat = new float[image.length];
		Arrays.fill(flat, 1);
		final float[] filled = InformativePixels.withoutNaN(image);
		final float sigma = (float) WaveletDenoiser.noiseFactor(filled, flat, width, height);
		Arrays.fill(flat, sigma);
		final float[] smooth = WaveletDenoiser.denoise(filled, flat, width, height);
		for (int i = 0; i < smooth.length; i++) if (Float.isNaN(image[i])) smooth[i] = Float.NaN;
		return new CoarseCorrelator(smooth, width, height, NoiseModel.uniform(1), reach);
	}

	private float[] average() {
		final double[] sorted = z.clone();
		Arrays.sort(sorted);
		final double least = sorted[(int) ((1 - SHARE_AVERAGED) * sorted.length)];
		final AlignedAverage average = new AlignedAverage(width, height, 1);
		for (int i = 0; i < frames.length; i++) if (z[i] >= least) average.add(frames[i], dy[i], dx[i], 0);
		return average.mean(0);
	}
}

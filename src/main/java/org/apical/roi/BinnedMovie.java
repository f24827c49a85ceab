package org.apical.roi;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * A whole recording in bounded memory: averaged over short bins of time, cleaned of what the field does as a whole, in
 * units of each pixel's noise, and held pixel by pixel so that a pixel's time course lies in one piece.
 *
 * <p>Each bin loses the share of the mean image's gradients (residual motion), each pixel as much of the share by which its surround
 * brightens and fades (neuropil, flicker; {@link LocalShare}) as it follows over time: a cell need not do what the neuropil
 * around it does. Both are taken from values limited to a few noise units, so that active cells do not count. Each pixel then loses its
 * slow baseline. A sample takes two bytes; where a recording has more bins than fit, bins get longer.
 */
final class BinnedMovie {

	/** Noise standard deviations per stored count: 1/64 resolves noise and reaches to 512. */
	static final float UNIT = 1 / 64f;
	/** Stands in a bin in most of whose frames a pixel was not imaged, until its baseline is known. */
	static final short MISSING = Short.MIN_VALUE;

	/** Bins transposed together, so that memory is written in runs. */
	private static final int CHUNK = 16;
	/** Short recordings get shorter bins, so that baseline and noise can still be told from activity. */
	private static final int LEAST_BINS = 80;
	private static final float LIMIT = 2.5f;

	final int width;
	final int height;
	final int bins;
	/** Seconds of a bin; NaN where the frame rate is not known. */
	final double binSeconds;
	/** Pixels x bins, {@link #UNIT}s of noise. */
	final short[][] data;
	/** The bins in most of whose frames a pixel was not imaged, at 0 in {@link #data}; null for pixels that always were. */
	final BitSet[] missing;
	/** Pixels that may belong to an ROI. */
	final boolean[] usable;
	/** Mean image, raw units. */
	final float[] mean;
	/** Noise of a bin, raw units. */
	final float[] noise;

	private BinnedMovie(final FieldStatistics field, final int bins, final int binFrames, final double rate) {
		width = field.width;
		height = field.height;
		this.bins = bins;
		binSeconds = binFrames / rate;
		data = new short[width * height][bins];
		missing = new BitSet[width * height];
		usable = field.usable;
		mean = field.mean;
		noise = new float[width * height];
		for (int p = 0; p < noise.length; p++) noise[p] = (float) (field.noise[p] / Math.sqrt(binFrames));
	}

	private BinnedMovie(final int width, final int height, final int bins, final double binSeconds) {
		this.width = width;
		this.height = height;
		this.bins = bins;
		this.binSeconds = binSeconds;
		data = new short[width * height][bins];
		missing = new BitSet[width * height];
		usable = new boolean[width * height];
		mean = new float[width * height];
		noise = new float[width * height];
	}

	/** The same with squares of pixels added up, at unit noise again; what is at the right and lower edge and fills no square is left out. */
	BinnedMovie coarser(final int factor, final int threads) throws IOException {
		final BinnedMovie coarse = new BinnedMovie(width / factor, height / factor, bins, binSeconds);
		FrameStream.run(0, coarse.height, threads, () -> new PixelBaseline(bins, 40 / binSeconds), (y, baseline) -> {
			final int[] sum = new int[bins];
			final float[] none = new float[bins];
			for (int x = 0; x < coarse.width; x++) {
				final int q = y * coarse.width + x;
				Arrays.fill(sum, 0);
				int n = 0;
				double variance = 0;
				for (int v = 0; v < factor; v++) for (int u = 0; u < factor; u++) {
					final int p = (y * factor + v) * width + x * factor + u;
					if (!usable[p]) continue;
					for (int t = 0; t < bins; t++) sum[t] += data[p][t];
					if (missing[p] != null) {
						if (coarse.missing[q] == null) coarse.missing[q] = new BitSet(bins);
						coarse.missing[q].or(missing[p]);
					}
					coarse.mean[q] += mean[p];
					variance += noise[p] * noise[p];
					n++;
				}
				coarse.usable[q] = 2 * n > factor * factor;
				if (!coarse.usable[q]) continue;
				for (int t = 0; t < bins; t++) coarse.data[q][t] = !coarse.isImaged(q, t) ? MISSING : (short) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, sum[t] / Math.sqrt(n)));
				coarse.mean[q] /= n;
				coarse.noise[q] = (float) (Math.sqrt(variance) / n) * baseline.level(coarse.data[q], none);
			}
		}, (y, baseline) -> {});
		return coarse;
	}

	/**
	 * @param good frames to use, ascending
	 * @param backgroundPx the local mean reaches this far to each side, px
	 */
	static BinnedMovie of(final Movie movie, final int[] good, final DetectorParameters parameters, final int backgroundPx,
		final Progress progress) throws IOException
	{
		final FieldStatistics field = FieldStatistics.measure(movie, good, parameters.threads(), progress);
		final int most = (int) Math.max(16, parameters.memoryMb() * (1L << 20) / (2L * movie.pixels()));
		// Without a rate, ten frames a second stand in: two-photon planes are seldom taken slower than half that.
		final double rate = movie.sampling().hasRate() ? movie.sampling().rateHz() : 10;
		final int wanted = (int) Math.max(1, Math.min(Math.round(parameters.binSeconds() * rate), good.length / LEAST_BINS));
		final int size = Math.max(wanted, (good.length + most - 1) / most);
		final BinnedMovie binned = new BinnedMovie(field, good.length / size, size, rate);
		final float[] light = field.light();
		final float[] image = field.brightening(light);
		final LocalShare.Grid grid = LocalShare.Grid.of(image, light, field.usable, binned.width, backgroundPx);
		final float[][] shares = binned.fill(movie, good, size, field, grid, image, parameters.threads(), progress);
		final double perBlock = 40 / binned.binSeconds;
		FrameStream.run(0, binned.height, parameters.threads(), () -> new PixelBaseline(binned.bins, perBlock),
			(y, baseline) -> binned.level(y, baseline, grid, image, shares), (y, baseline) -> progress.update("Levelling", y + 1L, binned.height));
		return binned;
	}

	private static final class Slot {

		final float[] frame;
		final float[] sum;
		final LocalShare local;
		final float[] shares;
		/** Frames of the bin in which each pixel was imaged. */
		final int[] imaged;

		Slot(final int width, final int height, final LocalShare local, final int nodes) {
			frame = new float[width * height];
			sum = new float[width * height];
			this.local = local;
			shares = new float[nodes];
			imaged = new int[width * height];
		}
	}

	private float[][] fill(final Movie movie, final int[] good, final int size, final FieldStatistics field,
		final LocalShare.Grid grid, final float[] image, final int threads, final Progress progress) throws IOException
	{
		final NuisanceFit fit = new NuisanceFit(field.nuisances(), usable, width, LIMIT);
		final float[][] shares = new float[grid.nodes()][bins];
		final short[][] chunk = new short[CHUNK][width * height];
		FrameStream.run(0, bins, threads, () -> new Slot(width, height, new LocalShare(grid, image, LIMIT), grid.nodes()), (b, slot) -> {
			average(movie, good, b * size, size, field.margins, slot);
			fit.subtract(slot.sum, 1);
			for (int p = 0; p < mean.length; p++) if (usable[p] && 2 * slot.imaged[p] < size) slot.sum[p] = Float.NaN;
			slot.local.measure(slot.sum, slot.shares);
		}, (b, slot) -> {
			for (int i = 0; i < shares.length; i++) shares[i][b] = slot.shares[i];
			final short[] row = chunk[b % CHUNK];
			for (int p = 0; p < row.length; p++) row[p] = Float.isNaN(slot.sum[p]) ? MISSING : store(slot.sum[p]);
			if (b % CHUNK == CHUNK - 1 || b == bins - 1) transpose(chunk, b - b % CHUNK, b % CHUNK + 1);
			progress.update("Binning", b + 1L, bins);
		});
		return shares;
	}

	/** The bin's mean minus the movie's, over the noise; frames do not count where they were not imaged, nor bins that mostly were not. */
	private void average(final Movie movie, final int[] good, final int start, final int size, final Margins margins,
		final Slot slot) throws IOException
	{
		Arrays.fill(slot.sum, 0);
		Arrays.fill(slot.imaged, 0);
		for (int i = start; i < start + size; i++) {
			movie.read(good[i], slot.frame);
			margins.blank(slot.frame);
			for (int p = 0; p < mean.length; p++) {
				final float d = slot.frame[p] - mean[p];
				if (d != d) continue;
				slot.sum[p] += d;
				slot.imaged[p]++;
			}
		}
		for (int p = 0; p < mean.length; p++) slot.sum[p] = usable[p] && 2 * slot.imaged[p] >= size ? slot.sum[p] / (slot.imaged[p] * noise[p]) : 0;
	}

	private void transpose(final short[][] chunk, final int first, final int count) {
		for (int p = 0; p < data.length; p++) {
			final short[] pixel = data[p];
			for (int i = 0; i < count; i++) pixel[first + i] = chunk[i][p];
		}
	}

	private void level(final int y, final PixelBaseline baseline, final LocalShare.Grid grid, final float[] image, final float[][] shares) {
		final float[] around = new float[bins];
		for (int p = y * width; p < (y + 1) * width; p++) {
			if (!usable[p]) continue;
			noteMissing(p);
			grid.interpolate(shares, p, image[p], around);
			noise[p] *= baseline.level(data[p], around);
		}
	}

	private void noteMissing(final int p) {
		for (int t = 0; t < bins; t++) {
			if (data[p][t] != MISSING) continue;
			if (missing[p] == null) missing[p] = new BitSet(bins);
			missing[p].set(t);
		}
	}

	/** Whether a pixel was imaged in a bin. */
	boolean isImaged(final int p, final int bin) {
		return missing[p] == null || !missing[p].get(bin);
	}

	static short store(final float value) {
		final float counts = value / UNIT;
		return (short) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, Math.round(counts)));
	}
}

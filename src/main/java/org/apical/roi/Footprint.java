package org.apical.roi;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Something active while it is being found: pixels, weights and a trace such that {@code weight * trace} is its part of
 * the {@link BinnedMovie}. The weights' squares add to 1, so the trace is in units of its own white noise.
 */
final class Footprint {

	/** Bins count as active above this many noise units. */
	private static final float ACTIVE = 3;
	/** Share of the weights' energy that has to be in view; the trace's noise is twice as high there. */
	private static final double LEAST_SEEN = 0.25;

	final int[] pixels;
	final float[] weights;
	final float[] trace;
	/** The trace's noise: at least the successive differences', more where slow background remains. */
	final float noise;
	/** Bins in which too little of it was imaged; null for none. */
	private final BitSet unseen;

	/** Takes the weights to unit length and reads the trace off the movie. */
	Footprint(final BinnedMovie movie, final int[] pixels, final float[] weights) {
		this.pixels = pixels;
		this.weights = weights;
		double square = 0;
		for (final float w : weights) square += w * w;
		final float scale = (float) (1 / Math.sqrt(square));
		for (int i = 0; i < weights.length; i++) weights[i] *= scale;
		trace = new float[movie.bins];
		for (int i = 0; i < pixels.length; i++) {
			final short[] x = movie.data[pixels[i]];
			final float w = weights[i] * BinnedMovie.UNIT;
			for (int t = 0; t < trace.length; t++) trace[t] += w * x[t];
		}
		unseen = scaleUp(movie);
		noise = noise(trace);
	}

	/** Makes up in the trace for pixels that were out of view; where nearly all of the region was, nothing is known. */
	private BitSet scaleUp(final BinnedMovie movie) {
		if (IntStream.of(pixels).allMatch(p -> movie.missing[p] == null)) return null;
		final BitSet out = new BitSet(trace.length);
		for (int t = 0; t < trace.length; t++) {
			double seen = 0;
			for (int i = 0; i < pixels.length; i++) if (movie.isImaged(pixels[i], t)) seen += weights[i] * weights[i];
			out.set(t, seen < LEAST_SEEN);
			trace[t] = seen < LEAST_SEEN ? 0 : (float) (trace[t] / seen);
		}
		return out;
	}

	/** Whether enough of it was imaged in a bin to know what it did. */
	boolean isImaged(final int bin) {
		return unseen == null || !unseen.get(bin);
	}

	/** Its body and its neurite, read off the movie; where they share a pixel, the neurite is there as bright as it mostly is. */
	Footprint[] split(final BinnedMovie movie, final NeuriteCut.Parts parts) {
		final float[] field = new float[movie.width * movie.height];
		for (int i = 0; i < pixels.length; i++) field[pixels[i]] = weights[i];
		final float[] neurite = new float[parts.neurite().length];
		for (int i = 0; i < neurite.length; i++) neurite[i] = field[parts.neurite()[i]];
		final float[] sorted = neurite.clone();
		Arrays.sort(sorted);
		final boolean[] shared = new boolean[field.length];
		for (final int p : parts.body()) shared[p] = true;
		for (int i = 0; i < neurite.length; i++) {
			final int p = parts.neurite()[i];
			if (shared[p]) neurite[i] = Math.min(neurite[i], sorted[sorted.length / 2]);
			field[p] -= neurite[i];
		}
		final float[] body = new float[parts.body().length];
		for (int i = 0; i < body.length; i++) body[i] = field[parts.body()[i]];
		return new Footprint[] { new Footprint(movie, parts.body(), body), new Footprint(movie, parts.neurite(), neurite) };
	}

	/** Intersection over union with a set of pixels. */
	double overlap(final int[] other) {
		final int[] sorted = pixels.clone();
		Arrays.sort(sorted);
		int both = 0;
		for (final int p : other) if (Arrays.binarySearch(sorted, p) >= 0) both++;
		return both / (double) (pixels.length + other.length - both);
	}

	private static float noise(final float[] trace) {
		final float[] sorted = new float[trace.length];
		for (int t = 1; t < trace.length; t++) sorted[t] = Math.abs(trace[t] - trace[t - 1]);
		Arrays.sort(sorted);
		// In normal noise the median |difference| is 0.954 and the 5th percentile lies 0.970 below the 25th.
		final float fast = sorted[sorted.length / 2] / 0.954f;
		System.arraycopy(trace, 0, sorted, 0, trace.length);
		Arrays.sort(sorted);
		// The lowest quarter is baseline in a cell that fires most of the time, too.
		return Math.max(fast, (sorted[trace.length / 4] - sorted[trace.length / 20]) / 0.97f);
	}

	/** The highest two neighbouring bins over their noise: most of a transient, however short and rare. */
	float snr() {
		float most = 0;
		for (int t = 1; t < trace.length; t++) most = Math.max(most, trace[t - 1] + trace[t]);
		return most / (float) Math.sqrt(2) / noise;
	}

	boolean isActive(final int bin) {
		return trace[bin] > ACTIVE * noise;
	}

	/** Summed squares of the trace while it is active. */
	double energy() {
		double sum = 0;
		for (int t = 0; t < trace.length; t++) if (isActive(t)) sum += trace[t] * trace[t];
		return sum;
	}

	/**
	 * How much of a pixel's time course goes with the trace while that is active: its weight in the region times the energy. What it
	 * was out of view for is made up for; NaN where that is most of it.
	 */
	double projection(final BinnedMovie movie, final int pixel) {
		final short[] x = movie.data[pixel];
		double sum = 0, all = 0, seen = 0;
		for (int t = 0; t < trace.length; t++) {
			if (!isActive(t)) continue;
			sum += trace[t] * x[t];
			all += trace[t] * trace[t];
			if (movie.isImaged(pixel, t)) seen += trace[t] * trace[t];
		}
		return 2 * seen < all ? Double.NaN : sum * BinnedMovie.UNIT * (all == 0 ? 1 : all / seen);
	}

	/** Energy of rises over energy of rises and falls, both beyond {@code limit} noise units; a calcium signal only rises. */
	double rising(final double limit) {
		double up = 0;
		double down = 0;
		for (final float s : trace) {
			final double excess = Math.abs(s) / noise - limit;
			if (excess > 0 && s > 0) up += excess * excess;
			else if (excess > 0) down += excess * excess;
		}
		return up + down == 0 ? 0 : up / (up + down);
	}

	/**
	 * The region's pixels over those it has once gaps of one or two pixels are closed (dilation, then erosion by 3 x 3): near 1
	 * for any form that has an edge, be it one pixel wide, and less the more it is full of holes.
	 */
	double solidity(final int width) {
		int top = Integer.MAX_VALUE, bottom = -1, left = Integer.MAX_VALUE, right = -1;
		for (final int p : pixels) {
			top = Math.min(top, p / width);
			bottom = Math.max(bottom, p / width);
			left = Math.min(left, p % width);
			right = Math.max(right, p % width);
		}
		// Two pixels of margin: the dilation reaches one out, and the erosion looks one further.
		final int columns = right - left + 5;
		final boolean[] wide = new boolean[(bottom - top + 5) * columns];
		for (final int p : pixels) {
			final int at = (p / width - top + 2) * columns + p % width - left + 2;
			for (int v = -columns; v <= columns; v += columns) for (int u = -1; u <= 1; u++) wide[at + v + u] = true;
		}
		int closed = 0;
		for (int y = 2; y <= bottom - top + 2; y++) for (int x = 2; x <= right - left + 2; x++) {
			boolean in = true;
			for (int v = -columns; v <= columns; v += columns) for (int u = -1; u <= 1; u++) in &= wide[y * columns + x + v + u];
			if (in) closed++;
		}
		return pixels.length / (double) closed;
	}

	/**
	 * Mean number of a pixel's four neighbours that belong to the region: 4 inside something large, about 3 for what is
	 * two or three pixels wide, 2 and less for scattered pixels.
	 */
	double coherence(final int width) {
		final int[] sorted = pixels.clone();
		Arrays.sort(sorted);
		int n = 0;
		for (final int p : sorted) {
			if (p % width > 0 && Arrays.binarySearch(sorted, p - 1) >= 0) n += 2;
			if (Arrays.binarySearch(sorted, p - width) >= 0) n += 2;
		}
		return n / (double) pixels.length;
	}

	/** Takes its part out of the movie, or puts it back ({@code sign} 1). Its noise and dips stay where they are. */
	void add(final BinnedMovie movie, final int sign) {
		for (int i = 0; i < pixels.length; i++) {
			final short[] x = movie.data[pixels[i]];
			final float w = sign * weights[i];
			for (int t = 0; t < trace.length; t++) {
				if (trace[t] > noise && movie.isImaged(pixels[i], t)) x[t] += BinnedMovie.store(w * trace[t]);
			}
		}
	}

	/**
	 * How alike two traces are where either is active: the cosine of the angle between them, with the noise's share of
	 * their lengths taken out. Bins in which one of them was out of view do not count.
	 */
	double similarity(final Footprint other) {
		double both = 0;
		double a2 = 0;
		double b2 = 0;
		for (int t = 0; t < trace.length; t++) {
			final float a = trace[t] / noise;
			final float b = other.trace[t] / other.noise;
			if (a < 3 && b < 3 || !isImaged(t) || !other.isImaged(t)) continue;
			both += a * b;
			a2 += a * a - 1;
			b2 += b * b - 1;
		}
		return a2 <= 0 || b2 <= 0 ? 0 : both / Math.sqrt(a2 * b2);
	}
}

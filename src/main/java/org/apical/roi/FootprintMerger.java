package org.apical.roi;

import java.util.Arrays;
import java.util.List;

import org.apical.recording.Progress;

/**
 * Joins pieces of one structure: they touch, or nearly, are active together, are about equally bright, and what grows from
 * both holds both. A soma and the dendrite that leaves it touch and fire together too, but are seldom that much alike, and are
 * told by their form ({@link NeuriteCut}) where they are.
 */
final class FootprintMerger {

	private static final double SIMILAR = 0.8;
	/** Gap that still counts as touching, px. */
	private static final int GAP = 2;
	/** Brightness of the dimmer piece over that of the brighter one; what grows from less equal ones keeps only the brighter. */
	private static final double EVEN = 0.4;

	/** Share of each piece that the joined region must hold. */
	private static final double HELD = 0.5;

	private FootprintMerger() {}

	/** Joins in place, the movie being without all of {@code found} before and after. */
	static void merge(final BinnedMovie movie, final RegionGrower grower, final List<Footprint> found, final Progress progress) {
		final int[] owner = new int[movie.width * movie.height];
		for (int i = 0; i < found.size(); i++) {
			progress.update("Joining ROIs", i, found.size());
			for (int j = i + 1; j < found.size(); j++) {
				final Footprint a = found.get(i);
				final Footprint b = found.get(j);
				if (!near(movie, owner, a, b) || a.similarity(b) < SIMILAR || !even(a, b)) continue;
				a.add(movie, 1);
				b.add(movie, 1);
				final Footprint joined = grower.grow(join(movie, a, b));
				if (joined == null || held(joined, owner, a) < HELD || held(joined, owner, b) < HELD || NeuriteCut.of(joined.pixels, movie.width) != null) {
					a.add(movie, -1);
					b.add(movie, -1);
					continue;
				}
				joined.add(movie, -1);
				found.set(i, joined);
				found.remove(j);
				j = i;
			}
		}
	}

	private static Footprint join(final BinnedMovie movie, final Footprint a, final Footprint b) {
		final float[] sum = new float[movie.width * movie.height];
		for (final Footprint f : List.of(a, b)) {
			final float length = (float) Math.sqrt(f.energy());
			for (int i = 0; i < f.pixels.length; i++) sum[f.pixels[i]] += f.weights[i] * length;
		}
		final int[] pixels = new int[a.pixels.length + b.pixels.length];
		final float[] weights = new float[pixels.length];
		int n = 0;
		for (final Footprint f : List.of(a, b)) for (final int p : f.pixels) {
			if (sum[p] == 0) continue;
			pixels[n] = p;
			weights[n++] = sum[p];
			sum[p] = 0;
		}
		return new Footprint(movie, Arrays.copyOf(pixels, n), Arrays.copyOf(weights, n));
	}

	private static boolean even(final Footprint a, final Footprint b) {
		final double one = brightness(a), two = brightness(b);
		return Math.min(one, two) >= EVEN * Math.max(one, two);
	}

	/** Mean over the pixels of what the activity adds to each. */
	private static double brightness(final Footprint f) {
		double sum = 0;
		for (final float w : f.weights) sum += w;
		return sum / f.weights.length * Math.sqrt(f.energy());
	}

	/** Share of a piece's pixels that are in the joined region. */
	private static double held(final Footprint joined, final int[] mark, final Footprint piece) {
		for (final int p : joined.pixels) mark[p] = 1;
		int n = 0;
		for (final int p : piece.pixels) n += mark[p];
		for (final int p : joined.pixels) mark[p] = 0;
		return n / (double) piece.pixels.length;
	}

	/**
	 * Whether two regions touch, or nearly.
	 *
	 * @param mark work array, a pixel each; 0 before and after
	 */
	private static boolean near(final BinnedMovie movie, final int[] mark, final Footprint a, final Footprint b) {
		for (final int p : a.pixels) mark[p] = 1;
		boolean touch = false;
		for (int i = 0; i < b.pixels.length && !touch; i++) {
			final int y = b.pixels[i] / movie.width;
			final int x = b.pixels[i] % movie.width;
			for (int v = Math.max(0, y - GAP); v <= Math.min(movie.height - 1, y + GAP) && !touch; v++) {
				for (int u = Math.max(0, x - GAP); u <= Math.min(movie.width - 1, x + GAP); u++) {
					touch |= mark[v * movie.width + u] == 1;
				}
			}
		}
		for (final int p : a.pixels) mark[p] = 0;
		return touch;
	}
}

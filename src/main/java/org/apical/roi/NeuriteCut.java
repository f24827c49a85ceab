package org.apical.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Where a thin, long piece leaves a compact body: a soma and a neurite that fires with it grow together, for growth asks
 * nothing but a common time course.
 *
 * <p>The body is what a disc of half its own radius covers when moved about in it (morphological opening) and is about as
 * large as a disc of that radius; what stands out of it is a neurite if it is thin beside the body and leads away from it
 * further than the body's radius. So the scale is the region's own: bumps, rims and crossings of equals are not cut off, and a
 * dendrite, whose thickest place is no body, stays whole. One that leads on behind the body is taken through it.
 */
final class NeuriteCut {

	/** Share of the body's radius at which it is opened: neurites are thinner, the body itself is not. */
	private static final double OPENING = 0.5;
	/** Below, a region has too few pixels across to tell a body from a neurite, px. */
	private static final double LEAST_RADIUS = 3;
	/** The body's area over that of the largest disc in it, at most: somas have up to 1.3, rings that are open and thick dendrites 1.7 and more. */
	private static final double ROUND = 1.5;
	/** Share of a body and its holes that must belong to the region: 0.82 and more in somas with a dark nucleus, 0.64 where a dendrite curls. */
	private static final double SOLID = 0.75;
	/** How far a neurite leads away from the body, over the body's radius... */
	private static final double AWAY = 1;
	/** ...and over its own width, at least. */
	private static final double LONG = 2;
	/** Cosine of the angle by which a neurite may bend where it leads on behind the body. */
	private static final double STRAIGHT = 0.8;

	/** Pixels of the field; those of a neurite behind the body are in both. */
	record Parts(int[] body, int[] neurite) {}

	/** What stands out of a body. */
	private record Piece(List<Integer> pixels, double width, double[] root, double[] inward) {

		/** Whether it would meet another if it led on straight. */
		boolean pointsTo(final Piece other) {
			final double dy = other.root[0] - root[0], dx = other.root[1] - root[1];
			return inward[0] * dy + inward[1] * dx >= STRAIGHT * Math.hypot(dy, dx) * Math.hypot(inward[0], inward[1]);
		}
	}

	private final int[] pixels;
	private final PixelMask mask;
	private final double[] depth;
	private final double radius;
	private final boolean[] body;

	private NeuriteCut(final int[] pixels, final PixelMask mask, final double[] depth, final double radius) {
		this.pixels = pixels;
		this.mask = mask;
		this.depth = depth;
		this.radius = radius;
		body = body();
	}

	/** The longest neurite and all the rest; null where the region is one thing. */
	static Parts of(final int[] pixels, final int fieldWidth) {
		final PixelMask mask = new PixelMask(pixels, fieldWidth);
		final double[] depth = mask.depths();
		final double radius = Arrays.stream(depth).max().orElse(0);
		return radius < LEAST_RADIUS ? null : new NeuriteCut(pixels, mask, depth, radius).parts();
	}

	private Parts parts() {
		final long all = count(p -> body[p]);
		if (all > ROUND * Math.PI * (radius + 0.5) * (radius + 0.5) || Arrays.stream(pixels).filter(p -> body[mask.index(p)]).count() < SOLID * all) return null;
		final List<Piece> pieces = pieces();
		if (pieces.isEmpty()) return null;
		final Piece longest = pieces.get(0);
		final boolean[] neurite = new boolean[body.length];
		longest.pixels.forEach(p -> neurite[p] = true);
		pieces.stream().skip(1).filter(b -> longest.pointsTo(b) && b.pointsTo(longest)).findFirst().ifPresent(b -> {
			b.pixels.forEach(p -> neurite[p] = true);
			for (int p = 0; p < body.length; p++) if (body[p] && fromLine(p, longest.root, b.root) <= longest.width / 2) neurite[p] = true;
		});
		return new Parts(select(p -> body[p] || !neurite[p]), select(p -> neurite[p]));
	}

	private int[] select(final IntPredicate which) {
		return Arrays.stream(pixels).filter(p -> which.test(mask.index(p))).toArray();
	}

	private long count(final IntPredicate which) {
		return IntStream.range(0, body.length).filter(which).count();
	}

	/** What a disc covers whose middle moves about in the thickest place. */
	private boolean[] body() {
		final double r = OPENING * radius;
		final boolean[] middles = new boolean[depth.length];
		int thickest = 0;
		for (int p = 0; p < depth.length; p++) {
			middles[p] = depth[p] >= r;
			if (depth[p] > depth[thickest]) thickest = p;
		}
		final boolean[] covered = new boolean[depth.length];
		final int reach = (int) r + 1;
		for (final int p : component(middles, thickest)) {
			for (int dy = -reach; dy <= reach; dy++) for (int dx = -reach; dx <= reach; dx++) {
				if (Math.hypot(dy, dx) >= r + 0.5) continue;
				final int q = p + dy * mask.width + dx;
				covered[q] = mask.inside[q];
			}
		}
		return covered;
	}

	/** Neurites, the longest first. */
	private List<Piece> pieces() {
		final boolean[] rest = new boolean[body.length];
		for (int p = 0; p < rest.length; p++) rest[p] = mask.inside[p] && !body[p];
		final List<Piece> pieces = new ArrayList<>();
		for (int p = 0; p < rest.length; p++) {
			if (!rest[p]) continue;
			final List<Integer> piece = component(rest, p);
			piece.forEach(q -> rest[q] = false);
			final double width = 4 * piece.stream().mapToDouble(q -> depth[q]).average().orElse(0);
			final double away = Math.max(AWAY * radius, LONG * width);
			if (piece.stream().anyMatch(q -> toBody(q) >= away)) pieces.add(piece(piece, width));
		}
		pieces.sort((a, b) -> b.pixels.size() - a.pixels.size());
		return pieces;
	}

	private Piece piece(final List<Integer> pixels, final double width) {
		final double[] root = middle(pixels.stream().filter(p -> toBody(p) < 1.5).toList());
		final double[] out = middle(pixels.stream().filter(p -> Math.hypot(p / mask.width - root[0], p % mask.width - root[1]) < Math.max(radius, width)).toList());
		return new Piece(pixels, width, root, new double[] { root[0] - out[0], root[1] - out[1] });
	}

	private double[] middle(final List<Integer> of) {
		return new double[] { of.stream().mapToDouble(p -> p / mask.width).average().orElse(0), of.stream().mapToDouble(p -> p % mask.width)
			.average().orElse(0) };
	}

	/** All of a set that hangs together with one of it, diagonals included. */
	private List<Integer> component(final boolean[] set, final int from) {
		final boolean[] seen = new boolean[set.length];
		final List<Integer> queue = new ArrayList<>(List.of(from));
		seen[from] = true;
		for (int head = 0; head < queue.size(); head++) {
			for (int dy = -1; dy <= 1; dy++) for (int dx = -1; dx <= 1; dx++) {
				final int q = queue.get(head) + dy * mask.width + dx;
				if (!set[q] || seen[q]) continue;
				seen[q] = true;
				queue.add(q);
			}
		}
		return queue;
	}

	private double toBody(final int p) {
		double least = Double.MAX_VALUE;
		for (int q = 0; q < body.length; q++) {
			if (body[q]) least = Math.min(least, Math.hypot(p / mask.width - q / mask.width, p % mask.width - q % mask.width));
		}
		return least;
	}

	private double fromLine(final int p, final double[] a, final double[] b) {
		final double dy = b[0] - a[0], dx = b[1] - a[1], y = p / mask.width - a[0], x = p % mask.width - a[1];
		final double along = Math.max(0, Math.min(1, (y * dy + x * dx) / Math.max(1e-9, dy * dy + dx * dx)));
		return Math.hypot(y - along * dy, x - along * dx);
	}
}

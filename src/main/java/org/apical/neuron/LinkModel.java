package org.apical.neuron;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apical.roi.Roi;

/**
 * How probable it is that two ROIs of different days are the same, learned from the experiment itself.
 *
 * <p>Centres of the same ROI lie apart by a bivariate Student t (3 degrees of freedom, so that a few that were outlined
 * badly do no harm), others anywhere. The overlap is spread around a line in the distance, for the same and for different
 * ROIs. Where the same hardly ever lie so far apart, their line is not continued: a long dendrite cut by the field's edge has its
 * centre elsewhere and yet overlaps. How much different ones overlap is seen from ROIs of one day, which are different for certain,
 * moved to a random place within reach of each other. Expectation maximization over the pairs of neighbouring days finds the
 * spread of the distance, the overlap of the same and the share of ROIs that are seen again.
 */
final class LinkModel {

	private static final double DEGREES = 3;
	private static final int ITERATIONS = 20;
	private static final int DIFFERENT_PAIRS = 4000;
	/** Pairs that the starting values count as, so that a handful of ROIs does not overrule them. */
	private static final double PRIOR_PAIRS = 8;
	/** In spreads of the distance: 98 % of the same lie nearer, and nothing tells how they overlap farther apart. */
	private static final double LEARNED = 6;

	private double sigma = 2, seenAgain = 0.7;
	private OverlapLine same = new OverlapLine(1.5, -0.1, 0.5), other = new OverlapLine(0.7, -0.06, 0.3);
	private final double density;
	private final double reach;

	private record Pair(int a, int b, Likeness likeness) {}

	/**
	 * @param days the ROIs of one plane on each day, in coordinates of the aligned field; not all empty
	 * @param blurred the same
	 */
	LinkModel(final List<List<Roi>> days, final List<List<BlurredRoi>> blurred, final double maxDistancePx) {
		reach = maxDistancePx;
		final Roi any = days.stream().flatMap(List::stream).findFirst().orElseThrow();
		density = Math.max(1, days.stream().mapToInt(List::size).sum() / (double) days.size()) / (any.width() * (double) any.height());
		learn(blurred);
	}

	private void learn(final List<List<BlurredRoi>> days) {
		learnDifferent(days.stream().filter(d -> d.size() > 1).toList());
		final List<List<Pair>> neighbours = new ArrayList<>();
		for (int step = 1; step <= 2; step++) for (int d = 0; d + step < days.size(); d++) neighbours.add(pairs(days.get(d), days.get(d + step)));
		for (int i = 0; i < ITERATIONS; i++) learnSame(neighbours, days);
	}

	private List<Pair> pairs(final List<BlurredRoi> a, final List<BlurredRoi> b) {
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < a.size(); i++) for (int j = 0; j < b.size(); j++)
			if (a.get(i).distance(b.get(j), 0, 0) <= reach) pairs.add(new Pair(i, j, Likeness.of(a.get(i), b.get(j))));
		return pairs;
	}

	private void learnDifferent(final List<List<BlurredRoi>> days) {
		final OverlapLine.Fit fit = new OverlapLine.Fit(other, PRIOR_PAIRS, reach);
		final Random random = new Random(1);
		for (int i = 0; i < DIFFERENT_PAIRS && !days.isEmpty(); i++) {
			final List<BlurredRoi> day = days.get(i % days.size());
			final int k = random.nextInt(day.size());
			final BlurredRoi a = day.get(k), b = day.get((k + 1 + random.nextInt(day.size() - 1)) % day.size());
			final double angle = 2 * Math.PI * random.nextDouble(), away = reach * Math.sqrt(random.nextDouble());
			fit.add(Likeness.of(a, b, (int) Math.round(a.y() - b.y() + away * Math.sin(angle)), (int) Math.round(a.x() - b.x() + away * Math.cos(
				angle))), 1);
		}
		other = fit.line();
	}

	private void learnSame(final List<List<Pair>> neighbours, final List<List<BlurredRoi>> days) {
		final OverlapLine.Fit fit = new OverlapLine.Fit(new OverlapLine(1.5, -0.1, 0.5), PRIOR_PAIRS, 4);
		double n = PRIOR_PAIRS, distances = n * 4 / 2, sharing = 0, possible = 0;
		int at = 0;
		for (int step = 1; step <= 2; step++)
			for (int d = 0; d + step < days.size(); d++) {
				final List<Pair> pairs = neighbours.get(at++);
				final double[] odds = new double[pairs.size()], rows = new double[days.get(d).size()], columns = new double[days.get(d + step)
					.size()];
				for (int i = 0; i < odds.length; i++) {
					odds[i] = Math.exp(logOdds(pairs.get(i).likeness));
					rows[pairs.get(i).a] += odds[i];
					columns[pairs.get(i).b] += odds[i];
				}
				for (int i = 0; i < odds.length; i++) {
					final Pair pair = pairs.get(i);
					final double p = odds[i] / (1 + rows[pair.a] + columns[pair.b] - odds[i]), r = pair.likeness.distance();
					n += p;
					// weight of the scale mixture of normals that the t is
					distances += p * (DEGREES + 2) / (DEGREES + r * r / (sigma * sigma)) * r * r / 2;
					fit.add(pair.likeness, p);
					sharing += p;
				}
				possible += Math.min(rows.length, columns.length);
			}
		sigma = Math.max(0.3, Math.sqrt(distances / n));
		same = fit.line();
		seenAgain = Math.max(0.2, Math.min(0.95, (sharing + 1) / (possible + 2)));
	}

	/**
	 * Logarithm of how much more likely it is that two ROIs are the same than that the first is not seen on the second's day;
	 * minus infinity where they are too far apart.
	 */
	double logOdds(final Likeness pair) {
		if (pair.distance() > reach) return Double.NEGATIVE_INFINITY;
		final double r = pair.distance() / sigma;
		final double near = Math.log(1 / (2 * Math.PI * sigma * sigma) / density) - (DEGREES + 2) / 2 * Math.log(1 + r * r / DEGREES);
		// beyond the means, overlapping still more (or less) says no more
		final double known = Math.min(pair.distance(), LEARNED * sigma);
		final double low = other.mean(pair.distance()), high = Math.max(low, same.mean(known)), overlap = Math.max(low, Math.min(high, pair
			.overlap()));
		return near + same.logDensity(new Likeness(known, overlap)) - other.logDensity(new Likeness(pair.distance(), overlap)) + Math.log(
			seenAgain / (1 - seenAgain));
	}
}

package org.apical.neuron;

import java.util.ArrayList;
import java.util.List;

import org.apical.roi.Roi;

/**
 * How probable it is that two ROIs of different days are the same, learned from the experiment itself.
 *
 * <p>Centres of the same ROI lie apart by a bivariate Student t (3 degrees of freedom, so that a few that were outlined
 * badly do no harm), others anywhere; the shape's likeness is normal for both, of others as found between ROIs of one day,
 * which are different for certain. Expectation maximization over the pairs of neighbouring days finds the spread of the
 * distance, the likeness of the same and the share of ROIs that are seen again.
 */
final class LinkModel {

	private static final double DEGREES = 3;
	private static final int ITERATIONS = 20;
	/** Pairs that the starting values count as, so that a handful of ROIs does not overrule them. */
	private static final double PRIOR_PAIRS = 8;
	private static final int MOST_DIFFERENT_PAIRS = 4000;

	private double sigma = 2, same = 0.7, sameSpread = 0.12, seenAgain = 0.7;
	private double other = 0.3, otherSpread = 0.15;
	private final double density;

	private record Pair(int a, int b, Likeness likeness) {}

	/** @param days the ROIs of one plane on each day, in coordinates of the aligned field */
	LinkModel(final List<List<Roi>> days, final double maxDistancePx) {
		final int rois = days.stream().mapToInt(List::size).sum();
		final Roi any = days.stream().flatMap(List::stream).findFirst().orElseThrow();
		density = Math.max(1, rois / (double) days.size()) / (any.width() * (double) any.height());
		learnDifferent(days);
		final List<List<Pair>> neighbours = new ArrayList<>();
		for (int step = 1; step <= 2; step++) for (int d = 0; d + step < days.size(); d++)
			neighbours.add(pairs(days.get(d), days.get(d + step), maxDistancePx));
		for (int i = 0; i < ITERATIONS; i++) learnSame(neighbours, days);
	}

	private static List<Pair> pairs(final List<Roi> a, final List<Roi> b, final double reach) {
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < a.size(); i++)
			for (int j = 0; j < b.size(); j++)
				if (Math.hypot(a.get(i).centerY() - b.get(j).centerY(), a.get(i).centerX() - b.get(j).centerX()) <= reach) pairs.add(new Pair(i, j,
					Likeness.of(a.get(i), b.get(j))));
		return pairs;
	}

	private void learnDifferent(final List<List<Roi>> days) {
		double n = PRIOR_PAIRS, sum = n * other, square = n * (other * other + otherSpread * otherSpread);
		final int stride = Math.max(1, days.stream().mapToInt(d -> d.size() * (d.size() - 1) / 2).sum() / MOST_DIFFERENT_PAIRS);
		int k = 0;
		for (final List<Roi> day : days)
			for (int i = 0; i < day.size(); i++)
				for (int j = 0; j < i; j++) {
					if (k++ % stride != 0) continue;
					final double shape = Likeness.of(day.get(i), day.get(j)).shape();
					n++;
					sum += shape;
					square += shape * shape;
				}
		other = sum / n;
		otherSpread = Math.max(0.05, Math.sqrt(Math.max(0, square / n - other * other)));
	}

	private void learnSame(final List<List<Pair>> neighbours, final List<List<Roi>> days) {
		double n = PRIOR_PAIRS, distances = n * 4 / 2, shapes = n * 0.7, squares = n * (0.7 * 0.7 + 0.12 * 0.12), sharing = 0, possible = 0;
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
					shapes += p * pair.likeness.shape();
					squares += p * pair.likeness.shape() * pair.likeness.shape();
					sharing += p;
				}
				possible += Math.min(rows.length, columns.length);
			}
		sigma = Math.max(0.3, Math.sqrt(distances / n));
		same = Math.max(shapes / n, other + otherSpread);
		sameSpread = Math.max(0.05, Math.sqrt(Math.max(0, squares / n - shapes / n * shapes / n)));
		seenAgain = Math.max(0.2, Math.min(0.95, (sharing + 1) / (possible + 2)));
	}

	/** Logarithm of how much more likely it is that two ROIs are the same than that the first is not seen on the second's day. */
	double logOdds(final Likeness pair) {
		final double r = pair.distance() / sigma;
		final double near = Math.log(1 / (2 * Math.PI * sigma * sigma) / density) - (DEGREES + 2) / 2 * Math.log(1 + r * r / DEGREES);
		// beyond the means, being still more (or less) alike says no more
		final double shape = Math.max(other, Math.min(same, pair.shape()));
		final double alike = normal(shape, same, sameSpread) - normal(shape, other, otherSpread);
		return near + alike + Math.log(seenAgain / (1 - seenAgain));
	}

	private static double normal(final double x, final double mean, final double spread) {
		return -0.5 * Math.pow((x - mean) / spread, 2) - Math.log(spread);
	}
}
